using System.Data;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>
/// One change of a set of deliveries, in two round trips: lock them; then, when the domain has decided, write the new
/// states and the journal entries and commit. Nothing is visible, and nothing may be answered, before
/// <see cref="CommitAsync"/> returned.
/// </summary>
public sealed class DeliveryTransaction : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly RowSeals _seals;
    private readonly JournalMetrics _metrics;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private DeliveryTransaction(NpgsqlDataSource database, RowSeals seals, JournalMetrics metrics, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _database = database;
        _seals = seals;
        _metrics = metrics;
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>
    /// READ COMMITTED is what the reading behind the locks needs: each statement sees what was committed while it waited
    /// for the locks of the one before.
    /// </summary>
    /// <param name="database">Where.</param>
    /// <param name="seals">Says which rows may decide, and seals what is written.</param>
    /// <param name="metrics">Counts what is committed.</param>
    /// <param name="cancel">The caller has gone.</param>
    public static async Task<DeliveryTransaction> BeginAsync(NpgsqlDataSource database, RowSeals seals, JournalMetrics metrics, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            return new(database, seals, metrics, connection, await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel));
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
    /// <exception cref="PostgresException">55P03: another transaction held a lock for too long.</exception>
    public Task<LockedDeliveries> LockAsync(IReadOnlyCollection<DeliveryKey> keys, CancellationToken cancel) =>
        LockAsync(keys, visits: [], waits: true, cancel);

    /// <summary>
    /// Likewise, and reads the wrong comparisons of couriers and devices (R17), which nobody else counts until the end, and what
    /// the couriers were refused at these doors (R13).
    /// </summary>
    /// <param name="visits">Who comes to which deliveries, with which requests.</param>
    /// <param name="waits">Whether to wait for what another transaction has locked; otherwise it is left out.</param>
    /// <param name="cancel">The caller has gone.</param>
    public Task<LockedDeliveries> LockAsync(IReadOnlyCollection<VisitKey> visits, bool waits, CancellationToken cancel) =>
        LockAsync([.. visits.Select(visit => visit.Delivery)], visits, waits, cancel);

    private async Task<LockedDeliveries> LockAsync(
        IReadOnlyCollection<DeliveryKey> keys,
        IReadOnlyCollection<VisitKey> visits,
        bool waits,
        CancellationToken cancel)
    {
        var ordered = keys.Distinct().OrderBy(key => key.DeliveryId.Value).ToArray();
        var standings = visits.Count == 0 ? null : new Standings([.. visits.Select(visit => visit.Visitor)], waits);
        CourierAtDoor[] doors = [.. visits.Select(visit => visit.CourierAtDoor).Distinct()];
        var locked = new LockedDeliveries(_seals);
        Standings.Subject[] missing = [];
        await using (var batch = new NpgsqlBatch(_connection, _transaction))
        {
            var deliveries = DeliveryLocking.AddTo(batch, ordered, waits);
            if (standings is not null)
            {
                batch.BatchCommands.Add(RefusedVisitsTable.ReadCommand(doors));
                batch.BatchCommands.Add(standings.Command());
            }

            await using var reader = await batch.ExecuteReaderAsync(cancel);
            await DeliveryLocking.ReadAsync(reader, deliveries, locked, cancel);
            if (standings is not null && await reader.NextResultAsync(cancel))
            {
                await RefusedVisitsTable.ReadAsync(reader, doors, locked, cancel);
                await reader.NextResultAsync(cancel);
                missing = await standings.ReadAsync(reader, locked, cancel);
            }
        }

        if (missing.Length > 0)
            await standings!.AddMissingAsync(_database, _connection, _seals, missing, locked, cancel);
        return locked;
    }

    /// <summary>As the first <see cref="LockAsync(IReadOnlyCollection{DeliveryKey}, CancellationToken)"/>, but leaves out what another transaction has locked.</summary>
    public Task<LockedDeliveries> LockFreeAsync(IReadOnlyCollection<DeliveryKey> keys, CancellationToken cancel) =>
        LockAsync(keys, visits: [], waits: false, cancel);

    /// <summary>
    /// Writes every state that changed and all entries, and commits, in one round trip: after a failed statement the
    /// server skips the rest of a batch, its COMMIT included. A COMMIT is never cancelled: nobody would know what became of it.
    /// </summary>
    /// <param name="locked">What was locked, and the steps that were recorded in it.</param>
    /// <param name="cancel">The caller had gone before the first statement was sent: nothing is written.</param>
    /// <param name="more">Statements that belong into the same commit.</param>
    /// <exception cref="BrokenSealException">A delivery's journal is further than its row, which somebody has put back.</exception>
    public async Task CommitAsync(LockedDeliveries locked, CancellationToken cancel, IEnumerable<NpgsqlBatchCommand>? more = null)
    {
        cancel.ThrowIfCancellationRequested();
        await using var batch = new NpgsqlBatch(_connection, _transaction);
        foreach (var command in locked.Commands().Concat(more ?? []))
            batch.BatchCommands.Add(command);
        if (batch.BatchCommands.Count == 0)
            return;
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        try
        {
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: JournalMapping.PrimaryKey })
        {
            throw locked.Outdated();
        }

        _metrics.Count(locked.Entries);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
