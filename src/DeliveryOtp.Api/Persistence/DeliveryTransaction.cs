using System.Data;
using DeliveryOtp.Domain;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// One change of a set of deliveries, in two round trips: lock them; then, when the domain has decided, write the new
/// states and the journal entries and commit. Nothing is visible, and nothing may be answered, before
/// <see cref="CommitAsync"/> returned.
/// </summary>
public sealed class DeliveryTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private DeliveryTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    public static async Task<DeliveryTransaction> BeginAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            // READ COMMITTED is what the look-up of idempotency keys needs: each statement sees what was committed
            // while it waited for the locks of the one before.
            return new(connection, await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Locks the deliveries until the end of the transaction, in the order of their ids so that two sets can't
    /// deadlock, and reads their states and the entries that their idempotency keys already have.
    /// </summary>
    /// <exception cref="PostgresException">55P03: another transaction held a lock for too long.</exception>
    public Task<LockedDeliveries> LockAsync(IReadOnlyCollection<DeliveryKey> keys, CancellationToken cancel) =>
        LockAsync(keys, "for update", cancel);

    /// <summary>As <see cref="LockAsync(IReadOnlyCollection{DeliveryKey}, CancellationToken)"/>, but leaves out what another transaction has locked.</summary>
    public Task<LockedDeliveries> LockFreeAsync(IReadOnlyCollection<DeliveryKey> keys, CancellationToken cancel) =>
        LockAsync(keys, "for update skip locked", cancel);

    private async Task<LockedDeliveries> LockAsync(
        IReadOnlyCollection<DeliveryKey> keys,
        string lockClause,
        CancellationToken cancel)
    {
        var ordered = keys.Distinct().OrderBy(key => key.DeliveryId.Value).ToArray();
        await using var batch = new NpgsqlBatch(_connection, _transaction)
        {
            BatchCommands = { LockCommand(ordered, lockClause), PriorCommand(ordered) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var locked = new LockedDeliveries();
        while (await reader.ReadAsync(cancel))
            locked.Add(StateColumns.Read(reader));

        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            locked.Add(ReadPrior(reader));
        return locked;
    }

    /// <summary>
    /// Writes every state that changed and all entries, and commits, in one round trip: after a failed statement the
    /// server skips the rest of a batch, its COMMIT included.
    /// </summary>
    public async Task CommitAsync(LockedDeliveries locked, CancellationToken cancel)
    {
        if (locked.Entries.Count == 0)
            return;
        await using var batch = new NpgsqlBatch(_connection, _transaction)
        {
            BatchCommands =
            {
                StateColumns.UpdateCommand(locked.Changed),
                EntryColumns.InsertCommand(locked.Entries),
                new NpgsqlBatchCommand("commit"),
            },
        };
        await batch.ExecuteNonQueryAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static NpgsqlBatchCommand LockCommand(DeliveryKey[] keys, string lockClause)
    {
        var deliveries = keys.DistinctBy(key => (key.RetailerId, key.DeliveryId)).ToArray();
        return new(
            $"""
            select {StateColumns.Names}
            from unnest($1::uuid[], $2::uuid[]) as k (retailer_id, id)
            cross join lateral (
                select * from deliveryotp.deliveries d
                where d.retailer_id = k.retailer_id and d.id = k.id
                {lockClause}
            ) d
            """)
        {
            Parameters =
            {
                new() { Value = deliveries.Select(key => key.RetailerId.Value).ToArray() },
                new() { Value = deliveries.Select(key => key.DeliveryId.Value).ToArray() },
            },
        };
    }

    private static NpgsqlBatchCommand PriorCommand(DeliveryKey[] keys)
    {
        var marked = keys.Where(key => key.IdempotencyKey is not null).ToArray();
        return new(
            """
            select j.retailer_id, j.delivery_id, j.idempotency_key, j.request_digest, j.id, j.recorded_at, j.kind, j.detail
            from unnest($1::uuid[], $2::uuid[], $3::text[]) as k (retailer_id, delivery_id, idempotency_key)
            cross join lateral (
                select * from deliveryotp.journal j
                where j.retailer_id = k.retailer_id
                  and j.delivery_id = k.delivery_id
                  and j.idempotency_key = k.idempotency_key
            ) j
            """)
        {
            Parameters =
            {
                new() { Value = marked.Select(key => key.RetailerId.Value).ToArray() },
                new() { Value = marked.Select(key => key.DeliveryId.Value).ToArray() },
                new() { Value = marked.Select(key => key.IdempotencyKey!).ToArray() },
            },
        };
    }

    private static PriorEntry ReadPrior(NpgsqlDataReader reader) => new(
        new DeliveryKey(
            new RetailerId(reader.GetGuid(0)),
            new DeliveryId(reader.GetGuid(1)),
            reader.GetString(2)),
        RequestDigest: reader.GetFieldValue<byte[]>(3),
        Id: reader.GetGuid(4),
        RecordedAt: reader.GetFieldValue<DateTimeOffset>(5),
        Kind: reader.GetString(6),
        Detail: reader.GetString(7));
}
