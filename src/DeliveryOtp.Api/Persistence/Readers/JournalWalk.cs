using DeliveryOtp.Domain;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>
/// The entries of one retailer in the journal's one order, a step at a time. Positions are counted across all retailers, so a step ends
/// after as many of them, whoever's they are: what it costs does not grow with the journal.
/// </summary>
public sealed class JournalWalk(NpgsqlDataSource database)
{
    /// <summary>Positions that a step looks at.</summary>
    internal const int StepLength = 5_000;

    private const string EndSql = "select position from deliveryotp.journal_readers where name = 'sequencer'";

    /// <summary>The limits keep the planner on the keys, however little the statistics know.</summary>
    private const string StepSql =
        $"""
        select o.position, {StoredEntry.Names}
        from (
            select * from deliveryotp.journal_order p
            where p.position >= $1 and p.position < $1 + $2
            order by p.position
            limit $2) o
        cross join lateral (
            select * from deliveryotp.journal j
            where j.retailer_id = o.retailer_id and j.delivery_id = o.delivery_id and j.sequence = o.sequence
            limit 1) j
        where o.retailer_id = $3 and (j.kind = any($4) or j.review_total is not null)
        order by o.position
        limit $5
        """;

    /// <summary>
    /// What stands at a position and behind it. An entry has its position only once it is committed, and all smaller ones are given by
    /// then: nothing will ever stand before the end of a step that is not in it.
    /// </summary>
    /// <param name="retailer">Whose entries.</param>
    /// <param name="from">The first position to look at.</param>
    /// <param name="kinds">The kinds that are wanted, beside whatever marked its delivery for review.</param>
    /// <param name="limit">Entries in a step.</param>
    /// <param name="cancel">Nobody waits any more.</param>
    internal async Task<JournalStep> StepAsync(RetailerId retailer, long from, string[] kinds, int limit, CancellationToken cancel)
    {
        // The end first: whatever gets its position after that look is behind it.
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(EndSql));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(StepSql)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = from },
                new NpgsqlParameter<int> { TypedValue = StepLength },
                new NpgsqlParameter<Guid> { TypedValue = retailer.Value },
                new NpgsqlParameter<string[]> { TypedValue = kinds },
                new NpgsqlParameter<int> { TypedValue = limit },
            },
        });
        await using var row = await batch.ExecuteReaderAsync(cancel);
        var end = await row.ReadAsync(cancel) ? row.GetInt64(0) : 0;
        await row.NextResultAsync(cancel);
        List<StoredEntry> entries = [];
        while (await row.ReadAsync(cancel))
            entries.Add(StoredEntry.Read(row));
        var last = entries.Count > 0 ? entries[^1].Position + 1 : from;
        return new JournalStep(entries, entries.Count == limit ? last : Math.Max(last, Math.Min(end, from + StepLength)), end);
    }
}

/// <summary>A part of the journal.</summary>
/// <param name="Entries">Those that were wanted, in order.</param>
/// <param name="Next">Where the next step begins.</param>
/// <param name="End">The first position that nobody had when the step was taken.</param>
internal sealed record JournalStep(IReadOnlyList<StoredEntry> Entries, long Next, long End);
