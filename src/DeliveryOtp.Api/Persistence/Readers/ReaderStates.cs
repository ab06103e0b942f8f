using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>How far each reader of the journal is behind, whichever replica it works in.</summary>
public sealed class ReaderStates(NpgsqlDataSource database, IEnumerable<JournalReader> readers)
{
    /// <summary>
    /// The age of the first entry that a reader has not dealt with, whether it has its position yet or not; for a reader that never ran,
    /// nothing is said.
    /// </summary>
    private const string Sql =
        """
        select r.name,
            coalesce(
                (select extract(epoch from now() - j.recorded_at)::float8 from deliveryotp.journal_order o
                 cross join lateral (
                    select recorded_at from deliveryotp.journal j
                    where j.retailer_id = o.retailer_id and j.delivery_id = o.delivery_id and j.sequence = o.sequence
                    limit 1) j
                 where o.position >= r.position and r.name <> 'sequencer'
                 order by o.position
                 limit 1),
                (select extract(epoch from now() - min(u.recorded_at))::float8 from deliveryotp.journal_unsequenced u),
                0),
            (select count(*) from deliveryotp.journal_set_aside s where s.reader = r.name)
        from deliveryotp.journal_readers r
        where r.name = any($1)
        """;

    private readonly string[] _names = [Sequencer.Name, .. readers.Select(reader => reader.Name)];

    public async Task<IReadOnlyList<ReaderState>> ListAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = _names });
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<ReaderState> states = [];
        while (await row.ReadAsync(cancel))
            states.Add(new ReaderState(row.GetString(0), TimeSpan.FromSeconds(Math.Max(0, row.GetDouble(1))), row.GetInt64(2)));
        return states;
    }
}

/// <summary>How a reader of the journal gets on.</summary>
/// <param name="Name">Of the reader.</param>
/// <param name="Lag">The age of the oldest entry that it has not dealt with; zero: there is none.</param>
/// <param name="SetAside">Entries that it failed on and went past.</param>
public sealed record ReaderState(string Name, TimeSpan Lag, long SetAside);
