using System.Data;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// One change of a set of deliveries, in two round trips: lock them; then, when the domain has decided, write the new
/// states and the journal entries and commit. Nothing is visible, and nothing may be answered, before
/// <see cref="CommitAsync"/> returned.
/// </summary>
public sealed class DeliveryTransaction : IAsyncDisposable
{
    private const int MostTries = 5;

    private readonly NpgsqlConnection _connection;
    private NpgsqlTransaction _transaction;

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
            return new(connection, await BeginAsync(connection, cancel));
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
    /// <param name="keys">Which deliveries, for which requests.</param>
    /// <param name="cancel">The caller has gone.</param>
    /// <param name="visitors">Whose wrong comparisons to read as well (R17); until the end nobody else counts theirs.</param>
    /// <exception cref="PostgresException">55P03: another transaction held a lock for too long.</exception>
    /// <exception cref="TimeoutException">Others wrote to the same deliveries again and again.</exception>
    public async Task<LockedDeliveries> LockAsync(
        IReadOnlyCollection<DeliveryKey> keys,
        CancellationToken cancel,
        Visitors? visitors = null)
    {
        for (var triesLeft = MostTries; triesLeft > 0; triesLeft--)
        {
            var locked = await LockAsync(keys, visitors, waits: true, cancel);
            if (!locked.IsBehind)
                return locked;

            // A later transaction wrote to a delivery and committed before this one got hold of it. The journal is read in
            // the order of transactions, so this one has to begin anew to come after it.
            await _transaction.RollbackAsync(cancel);
            await _transaction.DisposeAsync();
            _transaction = await BeginAsync(_connection, cancel);
        }

        throw new TimeoutException("Other transactions were always faster.");
    }

    /// <summary>As <see cref="LockAsync(IReadOnlyCollection{DeliveryKey}, CancellationToken, Visitors)"/>, but leaves out what another transaction has locked.</summary>
    public Task<LockedDeliveries> LockFreeAsync(
        IReadOnlyCollection<DeliveryKey> keys,
        CancellationToken cancel,
        Visitors? visitors = null) => LockAsync(keys, visitors, waits: false, cancel);

    private async Task<LockedDeliveries> LockAsync(
        IReadOnlyCollection<DeliveryKey> keys,
        Visitors? visitors,
        bool waits,
        CancellationToken cancel)
    {
        var ordered = keys.Distinct().OrderBy(key => key.DeliveryId.Value).ToArray();
        await using var batch = new NpgsqlBatch(_connection, _transaction)
        {
            BatchCommands = { LockCommand(ordered, waits), new NpgsqlBatchCommand(PlaceSql), PriorCommand(ordered) },
        };
        var standings = visitors is null ? null : new StandingQuery(visitors.Keys, waits, visitors.Now);
        standings?.AddTo(batch);

        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var locked = new LockedDeliveries();
        List<(DeliveryKey Key, ulong Last)> written = [];
        while (await reader.ReadAsync(cancel))
        {
            var state = StateColumns.Read(reader);
            locked.Add(state);
            written.Add((new DeliveryKey(state.RetailerId, state.Id), reader.GetFieldValue<ulong>(StateColumns.Count)));
        }

        await reader.NextResultAsync(cancel);
        await reader.ReadAsync(cancel);
        var (own, next) = (await reader.IsDBNullAsync(0, cancel) ? ulong.MaxValue : reader.GetFieldValue<ulong>(0), reader.GetFieldValue<ulong>(1));
        foreach (var (key, last) in written)
        {
            if (last > own && last < next)
                locked.SetBehind(key);
        }

        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            locked.Add(ReadPrior(reader));
        if (standings is not null)
            await standings.ReadAsync(reader, locked, cancel);
        return locked;
    }

    /// <summary>
    /// Writes every state that changed and all entries, and commits, in one round trip: after a failed statement the
    /// server skips the rest of a batch, its COMMIT included.
    /// </summary>
    /// <param name="locked">What <see cref="LockAsync(IReadOnlyCollection{DeliveryKey}, CancellationToken, Visitors)"/> gave.</param>
    /// <param name="cancel">The caller has gone.</param>
    /// <param name="more">Statements that belong into the same commit.</param>
    public async Task CommitAsync(LockedDeliveries locked, CancellationToken cancel, IEnumerable<NpgsqlBatchCommand>? more = null)
    {
        await using var batch = new NpgsqlBatch(_connection, _transaction);
        if (locked.Entries.Count > 0)
        {
            batch.BatchCommands.Add(StateColumns.UpdateCommand(locked.Changed));
            batch.BatchCommands.Add(EntryColumns.InsertCommand(locked.Entries));
            foreach (var command in locked.Entries.Select(row => DisputeColumns.CommandOf(row.Entry)).OfType<NpgsqlBatchCommand>())
                batch.BatchCommands.Add(command);
        }

        foreach (var command in more ?? [])
            batch.BatchCommands.Add(command);
        if (batch.BatchCommands.Count == 0)
            return;
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>
    /// READ COMMITTED is what the look-up of idempotency keys needs: each statement sees what was committed while it waited
    /// for the locks of the one before.
    /// </summary>
    private static ValueTask<NpgsqlTransaction> BeginAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);

    /// <summary>
    /// This transaction's number, and the next one that nobody has yet. What a delivery remembers and is not below that is
    /// another server's number, from which this database was restored, and says nothing.
    /// </summary>
    private const string PlaceSql = "select pg_current_xact_id_if_assigned(), pg_snapshot_xmax(pg_current_snapshot())";

    private static NpgsqlBatchCommand LockCommand(DeliveryKey[] keys, bool waits)
    {
        var deliveries = keys.DistinctBy(key => (key.RetailerId, key.DeliveryId)).ToArray();
        return new(
            $"""
            select {StateColumns.Names}, d.last_transaction_id
            from unnest($1::uuid[], $2::uuid[]) as k (retailer_id, id)
            cross join lateral (
                select * from deliveryotp.deliveries d
                where d.retailer_id = k.retailer_id and d.id = k.id
                for update{(waits ? string.Empty : " skip locked")}
            ) d
            """)
        {
            Parameters =
            {
                StateColumns.Column(deliveries, key => key.RetailerId.Value),
                StateColumns.Column(deliveries, key => key.DeliveryId.Value),
            },
        };
    }

    /// <summary>
    /// A key has one entry at most. The limit keeps the planner from looking at it the other way round, every key there is
    /// against those asked for, which seems cheaper as long as the statistics know of none.
    /// </summary>
    private static NpgsqlBatchCommand PriorCommand(DeliveryKey[] keys)
    {
        var marked = keys.Where(key => key.RequestKey is not null).ToArray();
        return new(
            """
            select j.retailer_id, j.delivery_id, j.idempotency_principal, j.idempotency_key, j.request_digest, j.id, j.recorded_at,
                j.kind, j.detail, j.version
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
                as k (retailer_id, delivery_id, idempotency_principal, idempotency_key)
            cross join lateral (
                select * from deliveryotp.journal j
                where j.retailer_id = k.retailer_id
                  and j.delivery_id = k.delivery_id
                  and j.idempotency_principal = k.idempotency_principal
                  and j.idempotency_key = k.idempotency_key
                limit 1
            ) j
            """)
        {
            Parameters =
            {
                StateColumns.Column(marked, key => key.RetailerId.Value),
                StateColumns.Column(marked, key => key.DeliveryId.Value),
                StateColumns.Column(marked, key => key.RequestKey!.Principal),
                StateColumns.Column(marked, key => key.RequestKey!.Value),
            },
        };
    }

    private static PriorEntry ReadPrior(NpgsqlDataReader reader) => new(
        new DeliveryKey(
            new RetailerId(reader.GetGuid(0)),
            new DeliveryId(reader.GetGuid(1)),
            new RequestKey(reader.GetString(2), reader.GetString(3))),
        RequestDigest: reader.GetFieldValue<byte[]>(4),
        Id: reader.GetGuid(5),
        RecordedAt: reader.GetFieldValue<DateTimeOffset>(6),
        new StoredForm(reader.GetString(7), Version: reader.GetInt16(9), Detail: reader.GetString(8)));
}
