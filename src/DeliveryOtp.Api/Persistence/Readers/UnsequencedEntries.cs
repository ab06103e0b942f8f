using System.Diagnostics;
using DeliveryOtp.Api.Persistence.Transactions;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>An entry that waits for its position.</summary>
internal readonly record struct UnsequencedEntry(long Id, Guid RetailerId, Guid DeliveryId, int Sequence);

/// <summary>
/// Finds the entries that may have their positions now: those whose predecessor in the delivery has its own, or gets it in the same batch.
/// </summary>
/// <remarks>
/// Rows that were taken stay in the table and its index as long as any transaction of the server may still see them, and an hour's worth
/// would have to be stepped over each time. So it looks behind the last id that it saw, at the ids that it skipped since then (their
/// transactions were not committed yet, or never will be), and only now and then at all there is.
/// </remarks>
internal sealed class UnsequencedEntries(NpgsqlDataSource database)
{
    /// <summary>
    /// An id that is not there after so long belongs to a transaction that was rolled back: the service's own are ended sooner. If not, the
    /// next full look finds it.
    /// </summary>
    private static readonly TimeSpan GapPatience = TimeSpan.FromSeconds(30);

    /// <summary>A transaction that takes longer is looked for once a second.</summary>
    private static readonly TimeSpan QuickCommit = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan OldGapsEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FullLookEvery = TimeSpan.FromMinutes(1);

    private const int GapLimit = 20_000;

    /// <summary>So many ids before the highest one may belong to transactions that are under way when it begins.</summary>
    private const int UnderWay = 500;

    private const string Columns = "u.id, u.retailer_id, u.delivery_id, u.sequence, u.sequence = 1 or o.position is not null";

    /// <summary>The limits keep the planner on the keys: whatever it thinks of the tables, it may not read one whole.</summary>
    private const string Predecessor =
        """
        left join lateral (
            select o.position from deliveryotp.journal_order o
            where o.retailer_id = u.retailer_id and o.delivery_id = u.delivery_id and o.sequence = u.sequence - 1
            limit 1) o on true
        """;

    private const string ReadSql =
        $"""
        (select {Columns} from deliveryotp.journal_unsequenced u {Predecessor} where u.id > $1 order by u.id limit $2)
        union all
        select {Columns} from unnest($3::bigint[]) as g (id)
        cross join lateral (select * from deliveryotp.journal_unsequenced u where u.id = g.id limit 1) u
        {Predecessor}
        """;

    private const string OrderSql =
        """
        insert into deliveryotp.journal_order (position, retailer_id, delivery_id, sequence)
        select * from unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::int[])
        """;

    private const string RemoveSql = "delete from deliveryotp.journal_unsequenced where id = any($1)";

    private readonly Dictionary<long, long> _gaps = [];
    private long _last = -1;
    private long _fullLookAt = Stopwatch.GetTimestamp();
    private long _oldGapsAt;

    /// <summary>In the order in which they get their positions.</summary>
    public async Task<IReadOnlyList<UnsequencedEntry>> ReadAsync(int limit, CancellationToken cancel)
    {
        var isFull = _last < 0 || Stopwatch.GetElapsedTime(_fullLookAt) > FullLookEvery;
        if (isFull)
            _fullLookAt = Stopwatch.GetTimestamp();
        List<(UnsequencedEntry Entry, bool IsNext)> found = [];
        await using (var command = database.CreateCommand(ReadSql))
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = isFull ? -1 : _last });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = isFull ? [] : DueGaps() });
            await using var row = await command.ExecuteReaderAsync(cancel);
            while (await row.ReadAsync(cancel))
                found.Add((new UnsequencedEntry(row.GetInt64(0), row.GetGuid(1), row.GetGuid(2), row.GetInt32(3)), row.GetBoolean(4)));
        }

        var next = InOrder(found);
        Remember(found, next);
        return next;
    }

    /// <summary>For the transaction that moves the sequencer's position.</summary>
    public static NpgsqlBatchCommand OrderCommand(IReadOnlyList<UnsequencedEntry> entries, long first) => new(OrderSql)
    {
        Parameters =
        {
            new NpgsqlParameter<long[]> { TypedValue = [.. Enumerable.Range(0, entries.Count).Select(n => first + n)] },
            SqlArray.Of(entries, entry => entry.RetailerId),
            SqlArray.Of(entries, entry => entry.DeliveryId),
            SqlArray.Of(entries, entry => entry.Sequence),
        },
    };

    /// <summary>Likewise.</summary>
    public static NpgsqlBatchCommand RemoveCommand(IReadOnlyList<UnsequencedEntry> entries) => new(RemoveSql)
    {
        Parameters = { SqlArray.Of(entries, entry => entry.Id) },
    };

    private long[] DueGaps()
    {
        if (_gaps.Count == 0)
            return [];
        var now = Stopwatch.GetTimestamp();
        var withOld = Stopwatch.GetElapsedTime(_oldGapsAt, now) > OldGapsEvery;
        if (withOld)
            _oldGapsAt = now;
        return [.. _gaps.Where(gap => withOld || Stopwatch.GetElapsedTime(gap.Value, now) < QuickCommit).Select(gap => gap.Key)];
    }

    /// <summary>By time, as far as ids tell it; within a delivery by its sequence, and never past one that is missing.</summary>
    private static List<UnsequencedEntry> InOrder(List<(UnsequencedEntry Entry, bool IsNext)> found)
    {
        Dictionary<(Guid, Guid), int> last = [];
        var ordered = found.OrderBy(one => one.Entry.Sequence).ToArray();
        List<UnsequencedEntry> next = new(ordered.Length);
        foreach (var (entry, isNext) in ordered)
        {
            var key = (entry.RetailerId, entry.DeliveryId);
            if (!isNext && (!last.TryGetValue(key, out var before) || before != entry.Sequence - 1))
                continue;
            last[key] = entry.Sequence;
            next.Add(entry);
        }

        // A delivery's entries got their ids one after the other, so this keeps their order; should it not, the sequence decides.
        return [.. next.GroupBy(entry => (entry.RetailerId, entry.DeliveryId)).SelectMany(Ascending).OrderBy(one => one.Key).Select(one => one.Entry)];
    }

    private static IEnumerable<(long Key, UnsequencedEntry Entry)> Ascending(IEnumerable<UnsequencedEntry> ofDelivery)
    {
        var key = long.MinValue;
        foreach (var entry in ofDelivery)
        {
            key = Math.Max(key, entry.Id);
            yield return (key, entry);
        }
    }

    private void Remember(List<(UnsequencedEntry Entry, bool IsNext)> found, List<UnsequencedEntry> taken)
    {
        var now = Stopwatch.GetTimestamp();
        var ids = found.Select(one => one.Entry.Id).ToHashSet();
        var highest = Math.Max(_last, ids.Count > 0 ? ids.Max() : _last);
        var first = _last < 0 ? highest - UnderWay : _last + 1;
        for (var id = first; id < highest && _gaps.Count < GapLimit; id++)
        {
            if (!ids.Contains(id))
                _gaps.TryAdd(id, now);
        }

        // What was read and may not have its position yet has to be looked at again.
        foreach (var id in ids.Except(taken.Select(entry => entry.Id)))
            _gaps[id] = now;
        foreach (var entry in taken)
            _gaps.Remove(entry.Id);
        foreach (var (id, since) in _gaps.Where(gap => Stopwatch.GetElapsedTime(gap.Value, now) > GapPatience).ToArray())
            _gaps.Remove(id);
        _last = highest;
    }
}
