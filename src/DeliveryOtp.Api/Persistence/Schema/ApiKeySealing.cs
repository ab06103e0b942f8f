using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Schema;

/// <summary>
/// Seals the API keys that were made before keys were sealed. The migration that brings the seals lists them, in a table that is its
/// owner's: a key without a seal that is not on the list is one that somebody put there, and stays unsealed. A key leaves the list with the
/// statement that seals it, so that a run that was cut off is gone on with. And renews seals under older code keys, which prove themselves.
/// </summary>
internal static class ApiKeySealing
{
    private const string ListedSql =
        """
        select k.retailer_id, k.id, k.role, k.digest, null::bytea, null::text
        from deliveryotp.unsealed_api_keys u join deliveryotp.api_keys k on k.retailer_id = u.retailer_id and k.id = u.id
        """;

    private const string OlderSql =
        """
        select retailer_id, id, role, digest, seal, seal_key_id from deliveryotp.api_keys
        where seal is not null and seal_key_id <> $1
        """;

    private const string SealSql =
        """
        with sealed as (
            update deliveryotp.api_keys set seal = $3, seal_key_id = $4 where retailer_id = $1 and id = $2 returning id)
        delete from deliveryotp.unsealed_api_keys where id in (select id from sealed)
        """;

    /// <summary>To be asked before the migrations are applied.</summary>
    /// <exception cref="SchemaMigrationException">There are keys to seal, and no code key to seal them with.</exception>
    public static async Task CheckAsync(NpgsqlDataSource owner, CodeKeyRing? ring, CancellationToken cancel)
    {
        if (ring is not null || !await WaitForSealsAsync(owner, cancel))
            return;
        throw SchemaMigrationException.NoCodeKey("API keys");
    }

    public static async Task RunAsync(NpgsqlDataSource owner, CodeKeyRing? ring, Action<string> report, CancellationToken cancel)
    {
        if (ring is null)
            return;
        var older = await ListAsync(owner, OlderSql, cancel, ring.Keys[0].Id);
        SealedKey[] keys =
        [
            .. await ListAsync(owner, ListedSql, cancel),
            .. older.Where(key => ring.IsSealOf(key.Seal!, key.Retailer, key.Role, key.Digest)),
        ];
        foreach (var key in keys)
            await SealAsync(owner, key, ring.SealApiKey(key.Retailer, key.Role, key.Digest), cancel);
        if (keys.Length > 0)
            report($"{keys.Length} API keys are sealed under the code key {ring.Keys[0].Id}.");
    }

    /// <summary>Before the migration every key does, after it those on the list.</summary>
    private static async Task<bool> WaitForSealsAsync(NpgsqlDataSource owner, CancellationToken cancel)
    {
        await using var tables = owner.CreateCommand(
            "select coalesce(to_regclass('deliveryotp.unsealed_api_keys'), to_regclass('deliveryotp.api_keys'))::text");
        if (await tables.ExecuteScalarAsync(cancel) is not string table)
            return false;
        await using var keys = owner.CreateCommand($"select exists (select from {table})");
        return await keys.ExecuteScalarAsync(cancel) is true;
    }

    private static async Task<List<SealedKey>> ListAsync(NpgsqlDataSource owner, string sql, CancellationToken cancel, params string[] parameters)
    {
        await using var command = owner.CreateCommand(sql);
        command.Parameters.AddRange(Array.ConvertAll(parameters, value => new NpgsqlParameter<string> { TypedValue = value }));
        await using var row = await command.ExecuteReaderAsync(cancel);
        var keys = new List<SealedKey>();
        while (await row.ReadAsync(cancel))
        {
            keys.Add(new SealedKey(
                new RetailerId(row.GetGuid(0)),
                row.GetGuid(1),
                row.GetString(2),
                row.GetFieldValue<byte[]>(3),
                SealedRow.ReadSeal(row, 4)));
        }

        return keys;
    }

    private static async Task SealAsync(NpgsqlDataSource owner, SealedKey key, RowSeal seal, CancellationToken cancel)
    {
        await using var command = owner.CreateCommand(SealSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.Retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.Id });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = seal.Tag });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = seal.KeyId });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private sealed record SealedKey(RetailerId Retailer, Guid Id, string Role, byte[] Digest, RowSeal? Seal);
}
