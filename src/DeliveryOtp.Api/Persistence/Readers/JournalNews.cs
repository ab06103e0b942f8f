using DeliveryOtp.Domain;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>
/// What is committed to the journal, as soon as it is: each reading gives what was not visible to the one before, every
/// entry once, those of a delivery in their order.
/// </summary>
/// <remarks>
/// <see cref="JournalFeed"/> waits for every older transaction, because its readers keep a place in the order of all. Here
/// what PostgreSQL itself calls visible is the place: of the last snapshot, the transactions that were under way and those
/// that had not begun. So nobody waits for a stranger's long transaction, and nothing that commits late is skipped. A
/// delivery's row is locked by whoever writes to its journal, hence what a snapshot shows of it has no gap.
/// </remarks>
internal sealed class JournalNews
{
    /// <summary>More at once would mean that the reader is minutes behind; then looking anew is faster.</summary>
    private const int MostAtOnce = 20_000;

    private const string NowSql = "select pg_current_snapshot()::text";

    /// <summary>One statement, so that the snapshot it names is the one that it sees.</summary>
    private const string ReadSql =
        $"""
        select s.now, j.delivery_id, {EntryExcerpt.Names}
        from (select pg_current_snapshot()::text as now) s
        left join (
            select delivery_id, sequence, kind, recorded_at, detail, is_stranger from deliveryotp.journal
            where transaction_id = any (array(select pg_snapshot_xip($1::pg_snapshot)))
            union all
            (select delivery_id, sequence, kind, recorded_at, detail, is_stranger from deliveryotp.journal
            where transaction_id >= pg_snapshot_xmax($1::pg_snapshot)
            order by transaction_id
            limit $2)
        ) j on true
        order by j.delivery_id, j.sequence
        """;

    private readonly NpgsqlConnection _connection;
    private string _seen;

    private JournalNews(NpgsqlConnection connection, string seen) => (_connection, _seen) = (connection, seen);

    /// <summary>Everything that is not visible yet will be news.</summary>
    public static async Task<JournalNews> SinceNowAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(NowSql, connection);
        return new JournalNews(connection, (string)(await command.ExecuteScalarAsync(cancel))!);
    }

    /// <summary>Gives the news of the deliveries that are wanted.</summary>
    /// <exception cref="InvalidOperationException">There is too much of it. What was given is right, but not all.</exception>
    public async Task ReadAsync(
        Func<DeliveryId, bool> isWanted,
        Action<DeliveryId, EntryExcerpt> give,
        CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(ReadSql, _connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _seen });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostAtOnce });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var count = 0;
        while (await row.ReadAsync(cancel))
        {
            _seen = row.GetString(0);
            if (row.IsDBNull(1))
                return;
            if (++count >= MostAtOnce)
                throw new InvalidOperationException("More was recorded since the last reading than can be told one by one.");
            var delivery = new DeliveryId(row.GetGuid(1));
            if (isWanted(delivery))
                give(delivery, EntryExcerpt.Read(row, first: 2));
        }
    }
}
