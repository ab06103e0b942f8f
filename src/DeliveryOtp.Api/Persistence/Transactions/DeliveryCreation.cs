using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>A delivery that is to be, and the first entry of its journal.</summary>
public sealed record NewDelivery(Delivery State, JournalEntry Entry);

/// <summary>Creates deliveries; those that arrive together are one statement, and so one transaction.</summary>
public sealed class DeliveryCreation : IAsyncDisposable
{
    /// <summary>Two at once could each hold an order's parcel that the other one wants.</summary>
    private const int Lanes = 1;

    private static readonly (string Name, string Type)[] More = [("idempotency_key", "text"), ("request_digest", "bytea"), .. ContactDigests.Columns];

    /// <summary>
    /// Those whose order and parcel have no live delivery yet and whose idempotency key is not taken: its row, its state, its first entry;
    /// and which.
    /// </summary>
    private static readonly string Sql =
        $"""
        with created as (
        {StateColumns.Deliveries.InsertSql(EntryColumns.Count + 1, More)}
        on conflict do nothing
        returning retailer_id, id),
        state as (
        {StateColumns.States.InsertSql(EntryColumns.Count + 1 + StateColumns.Deliveries.Width + More.Length)}
        where exists (select from created c where c.retailer_id = n.retailer_id and c.id = n.delivery_id)),
        {EntryColumns.InsertHead}
        where exists (select from created c where c.retailer_id = n.retailer_id and c.id = n.delivery_id)
        {EntryColumns.InsertTail}
        """;

    private readonly RowSeals _seals;
    private readonly JournalMetrics _metrics;
    private readonly GroupCommit<NewDelivery, bool?> _lane;

    public DeliveryCreation([FromKeyedServices(DatabaseOptions.Batches)] NpgsqlDataSource batches, NpgsqlDataSource database, RowSeals seals, JournalMetrics metrics)
    {
        _seals = seals;
        _metrics = metrics;
        _lane = new GroupCommit<NewDelivery, bool?>(
            Lanes,
            _ => 0,
            created => created.State.Id.Value,
            (created, cancel) => InsertAsync(batches, created, cancel),
            (created, cancel) => InsertAsync(database, created, cancel));
    }

    /// <summary>
    /// False: its order and parcel are live in another delivery, or its idempotency key is taken. Null: too much is waiting.
    /// </summary>
    public async Task<bool?> InsertAsync(NewDelivery created, CancellationToken cancel) =>
        _lane.TryRun(created, out var inserted, cancel) ? await inserted : null;

    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    private async Task<IReadOnlyList<bool?>> InsertAsync(
        NpgsqlDataSource database,
        IReadOnlyList<NewDelivery> created,
        CancellationToken cancel)
    {
        // In the order of their orders, so that the sets of two replicas seldom deadlock.
        var rows = created.OrderBy(row => row.State.OrderId.Value, StringComparer.Ordinal)
            .ThenBy(row => row.State.Parcel?.Value, StringComparer.Ordinal)
            .ToArray();
        await using var command = database.CreateCommand(Sql);
        // The key of a creation is the delivery's own: it has to be found before there is a delivery.
        EntryRow[] entries = [.. rows.Select(row => EntryRow.Of(row.Entry with { Idempotency = null }))];
        command.Parameters.AddRange(EntryColumns.Parameters(entries));
        Delivery[] states = [.. rows.Select(row => row.State)];
        var content = new RowContent();
        var wide = StateColumns.Deliveries.Seal(states, _seals.Of, content);
        command.Parameters.AddRange(wide.Parameters);
        command.Parameters.Add(SqlArray.Of(rows, row => row.Entry.Idempotency?.Key.Value));
        command.Parameters.Add(SqlArray.Of(rows, row => row.Entry.Idempotency?.RequestDigest));
        command.Parameters.AddRange(ContactDigests.Parameters(states, _seals.Ring));
        command.Parameters.AddRange(StateColumns.States.Seal(states, _seals.Of, content, wide.Seals).Parameters);

        HashSet<Guid> inserted = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            inserted.Add(reader.GetGuid(0));
        _metrics.Count(entries.Where(row => inserted.Contains(row.Entry.DeliveryId.Value)));
        return [.. created.Select(row => (bool?)inserted.Contains(row.State.Id.Value))];
    }
}
