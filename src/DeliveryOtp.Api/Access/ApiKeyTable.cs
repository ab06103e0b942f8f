using Npgsql;

namespace DeliveryOtp.Api.Access;

/// <summary>What a sign-in needs of a key's row.</summary>
public sealed record StoredApiKey(Guid Id, Guid RetailerId, string Role, byte[] Digest, DateTimeOffset? LastUsedAt, bool IsRevoked, string Name);

/// <summary>Looks keys up and notes their use: the two statements that stand before everything a retailer does.</summary>
public sealed class ApiKeyTable(NpgsqlDataSource database)
{
    public async Task<StoredApiKey?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select id, retailer_id, role, digest, last_used_at, revoked_at is not null, name from deliveryotp.api_keys where id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            return null;
        return new StoredApiKey(
            row.GetGuid(0),
            row.GetGuid(1),
            row.GetString(2),
            row.GetFieldValue<byte[]>(3),
            await row.IsDBNullAsync(4, cancel) ? null : row.GetFieldValue<DateTimeOffset>(4),
            row.GetBoolean(5),
            row.GetString(6));
    }

    public async Task NoteUseAsync(StoredApiKey key, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            update deliveryotp.api_keys set last_used_at = $3
            where retailer_id = $1 and id = $2 and (last_used_at is null or last_used_at < $3)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.RetailerId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.Id });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
