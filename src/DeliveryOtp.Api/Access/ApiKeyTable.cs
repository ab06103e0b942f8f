using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Access;

/// <summary>What a sign-in needs of a key's row. Without a seal it proves nothing.</summary>
public sealed record StoredApiKey(Guid Id, Guid RetailerId, string Role, RowSeal? Seal, DateTimeOffset? LastUsedAt, bool IsRevoked, string Name)
{
    public Caller ToCaller() => new(EnumName<ActorRole>.Parse(Role), new RetailerId(RetailerId), Id.ToString());
}

/// <summary>Looks keys up and notes their use: the two statements that stand before everything a retailer does.</summary>
public sealed class ApiKeyTable(NpgsqlDataSource database)
{
    public async Task<StoredApiKey?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select id, retailer_id, role, last_used_at, revoked_at is not null, name, seal, seal_key_id from deliveryotp.api_keys where id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            return null;
        return new StoredApiKey(
            row.GetGuid(0),
            row.GetGuid(1),
            row.GetString(2),
            SealedRow.ReadSeal(row, 6),
            await row.IsDBNullAsync(3, cancel) ? null : row.GetFieldValue<DateTimeOffset>(3),
            row.GetBoolean(4),
            row.GetString(5));
    }

    /// <summary>The first use is an event of its own, once, however many replicas see it.</summary>
    public async Task NoteUseAsync(StoredApiKey key, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"""
            with used as (
                update deliveryotp.api_keys k set last_used_at = $3
                from (select last_used_at from deliveryotp.api_keys where retailer_id = $1 and id = $2 for update) before
                where k.retailer_id = $1 and k.id = $2 and (k.last_used_at is null or k.last_used_at < $3)
                returning before.last_used_at is null as is_first
            )
            insert into deliveryotp.credential_events (retailer_id, id, recorded_at, credential, event, api_key_id, actor_role, actor_id)
            select $1, $4, $3, '{CredentialEventRow.ApiKey}', '{CredentialEventRow.Used}', $2, $5, $2::text from used where is_first
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.RetailerId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.Id });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = RecordId.Next(now) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Role });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Takes the key over under a newer code key; nothing happens where another replica has.</summary>
    public async Task ResealAsync(StoredApiKey key, RowSeal seal, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            update deliveryotp.api_keys set seal = $3, seal_key_id = $4
            where retailer_id = $1 and id = $2 and seal = $5
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.RetailerId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.Id });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = seal.Tag });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = seal.KeyId });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = key.Seal!.Tag });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
