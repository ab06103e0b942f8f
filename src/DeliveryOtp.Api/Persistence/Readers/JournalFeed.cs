using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>
/// The journal in its one order, for all readers of this process: whoever comes first reads from the database, the others get what is
/// still at hand. An entry and its position never change.
/// </summary>
public sealed class JournalFeed([FromKeyedServices(DatabaseOptions.Readers)] NpgsqlDataSource database) : IDisposable
{
    /// <summary>Some seconds of a busy day.</summary>
    private const int Capacity = 4_096;

    /// <summary>The limit keeps the planner on the journal's key, however little the statistics know.</summary>
    private const string ReadSql =
        $"""
        select o.position, {StoredEntry.Names}
        from deliveryotp.journal_order o
        cross join lateral (
            select * from deliveryotp.journal j
            where j.retailer_id = o.retailer_id and j.delivery_id = o.delivery_id and j.sequence = o.sequence
            limit 1) j
        where o.position >= $1
        order by o.position
        limit $2
        """;

    private const string EndSql = "select position from deliveryotp.journal_readers where name = 'sequencer'";

    private readonly StoredEntry?[] _ring = new StoredEntry?[Capacity];
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Where the journal is.</summary>
    public NpgsqlDataSource Database => database;

    /// <summary>Rings when entries got their positions in this process; readers of other replicas look by themselves.</summary>
    public Bell Ordered { get; } = new();

    /// <summary>What stands at a position and behind it; nothing: all that has a position has been read.</summary>
    public async Task<IReadOnlyList<StoredEntry>> ReadAsync(long from, int limit, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var known = Known(from, limit);
            return known.Count > 0 ? known : await FetchAsync(from, limit, cancel);
        }
        catch
        {
            // Another server may have taken over, and not have all that this one said.
            Array.Clear(_ring);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The first position that nobody has yet.</summary>
    public async Task<long> EndAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(EndSql);
        return await command.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    public void Dispose() => _turn.Dispose();

    private List<StoredEntry> Known(long from, int limit)
    {
        List<StoredEntry> known = [];
        for (var position = from; known.Count < limit && _ring[position % Capacity] is { } entry && entry.Position == position; position++)
            known.Add(entry);
        return known;
    }

    private async Task<IReadOnlyList<StoredEntry>> FetchAsync(long from, int limit, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(ReadSql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<StoredEntry> entries = [];
        while (await row.ReadAsync(cancel))
        {
            var entry = StoredEntry.Read(row);
            _ring[entry.Position % Capacity] = entry;
            entries.Add(entry);
        }

        return entries;
    }
}
