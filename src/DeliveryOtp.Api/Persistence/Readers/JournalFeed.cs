using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>
/// The journal in the one order in which it can be followed: that of transactions. An entry is given out once no transaction
/// older than its own is under way, so none is skipped that is committed late. Whoever writes to a delivery has a later
/// transaction than who wrote to it before (<see cref="DeliveryTransaction"/>), so the order of transactions is the order
/// within each delivery.
/// </summary>
public sealed class JournalFeed(NpgsqlDataSource database)
{
    private const string ReadSql =
        $"""
        select {StoredEntry.Names} from deliveryotp.journal j
        where (j.transaction_id, j.delivery_id, j.sequence) > ($1, $2, $3) and j.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
        order by j.transaction_id, j.delivery_id, j.sequence
        limit $4
        """;

    private const string EndSql = "select pg_snapshot_xmin(pg_current_snapshot()), '00000000-0000-0000-0000-000000000000'::uuid, 0";

    /// <summary>Where the journal is.</summary>
    public NpgsqlDataSource Database => database;

    /// <summary>What comes next behind a position; nothing: all that is safe to read has been read.</summary>
    public async Task<IReadOnlyList<StoredEntry>> ReadAsync(JournalPosition after, int limit, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(ReadSql);
        command.Parameters.AddRange(after.ToParameters());
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<StoredEntry> entries = [];
        while (await row.ReadAsync(cancel))
            entries.Add(StoredEntry.Read(row));
        return entries;
    }

    /// <summary>The position in front of every entry that is not committed yet.</summary>
    public async Task<JournalPosition> EndAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(EndSql);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return JournalPosition.Read(row);
    }
}
