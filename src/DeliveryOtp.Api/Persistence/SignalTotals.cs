using DeliveryOtp.Api.Persistence.Readers;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>What the signals of a delivery weighed before and after an entry; each counts once (decision 6).</summary>
public readonly record struct SignalTotal(int Before, int After)
{
    /// <summary>The entry made support's attention necessary.</summary>
    public bool Crosses(int threshold) => Before < threshold && After >= threshold;
}

/// <summary>Adds signals up from the journal: what a delivery's row says is of now, and not of when an entry was made.</summary>
internal sealed class SignalTotals(NpgsqlDataSource database)
{
    private const string Sql =
        """
        select k.n, t.before, t.after
        from unnest($1::uuid[], $2::uuid[], $3::int[]) with ordinality as k (retailer_id, delivery_id, sequence, n)
        cross join lateral (
            select coalesce(sum(s.weight) filter (where s.first < k.sequence), 0)::int as before, coalesce(sum(s.weight), 0)::int as after
            from (
                select s->>'name' as name, max((s->>'weight')::int) as weight, min(j.sequence) as first
                from deliveryotp.journal j
                cross join lateral jsonb_array_elements(
                    coalesce(j.detail->'signals', jsonb_build_array(j.detail->'signal'))) s
                where j.retailer_id = k.retailer_id and j.delivery_id = k.delivery_id and j.sequence <= k.sequence
                    and j.signals is not null
                group by 1) s) t
        """;

    /// <summary>In the order of the entries.</summary>
    public async Task<IReadOnlyDictionary<Guid, SignalTotal>> AroundAsync(IReadOnlyList<StoredEntry> entries, CancellationToken cancel)
    {
        var totals = new Dictionary<Guid, SignalTotal>();
        if (entries.Count == 0)
            return totals;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(StateColumns.Column(entries, entry => entry.RetailerId.Value));
        command.Parameters.Add(StateColumns.Column(entries, entry => entry.DeliveryId.Value));
        command.Parameters.Add(StateColumns.Column(entries, entry => entry.Sequence));
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            totals[entries[(int)row.GetInt64(0) - 1].Id] = new SignalTotal(row.GetInt32(1), row.GetInt32(2));
        return totals;
    }
}
