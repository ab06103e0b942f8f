using DeliveryOtp.Domain;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>Reads the journal of one delivery, as far as an <see cref="EntryExcerpt"/> shows it; oldest first.</summary>
public sealed class JournalExcerpts(NpgsqlDataSource database)
{
    /// <summary>
    /// What was compared, and every session that opened, whatever came after it; and the newest of the rest. A courier who may not
    /// deliver the parcel crowds out nothing: his refusals are not among them (R18).
    /// </summary>
    private const string LastSql =
        $"""
        select {EntryExcerpt.Names} from deliveryotp.journal j
        where j.retailer_id = $1 and j.delivery_id = $2 and j.kind = any($3) and not j.is_stranger
            and (j.outcome in ('accepted', 'wrong_code')
                or (j.kind = '{KindName.Arrived}' and j.ends_at is not null)
                or j.sequence >= (select coalesce(min(n.sequence), 0) from (
                    select l.sequence from deliveryotp.journal l
                    where l.retailer_id = $1 and l.delivery_id = $2 and l.kind = any($3) and not l.is_stranger
                    order by l.sequence desc
                    limit $4) n))
        order by j.sequence desc
        """;

    private const string AfterSql =
        $"""
        select {EntryExcerpt.Names} from deliveryotp.journal j
        where j.retailer_id = $1 and j.delivery_id = $2 and j.kind = any($3) and j.sequence > $5 and not j.is_stranger
        order by j.sequence
        limit $4
        """;

    /// <summary>The newest entries of these kinds, and all that matter most.</summary>
    public async Task<IReadOnlyList<EntryExcerpt>> ListLastAsync(
        RetailerId retailer,
        DeliveryId delivery,
        string[] kinds,
        int most,
        CancellationToken cancel)
    {
        await using var command = CommandOf(LastSql, retailer, delivery, kinds, most);
        var entries = await ListAsync(command, cancel);
        entries.Reverse();
        return entries;
    }

    /// <summary>The next entries of these kinds behind a sequence.</summary>
    public async Task<IReadOnlyList<EntryExcerpt>> ListAfterAsync(
        RetailerId retailer,
        DeliveryId delivery,
        string[] kinds,
        int after,
        int most,
        CancellationToken cancel)
    {
        await using var command = CommandOf(AfterSql, retailer, delivery, kinds, most);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = after });
        return await ListAsync(command, cancel);
    }

    /// <summary>The last sequence that the journal has, whatever its kind; 0: there is none.</summary>
    public async Task<int> FindLastAsync(RetailerId retailer, DeliveryId delivery, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select max(sequence) from deliveryotp.journal where retailer_id = $1 and delivery_id = $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = delivery.Value });
        return await command.ExecuteScalarAsync(cancel) as int? ?? 0;
    }

    private NpgsqlCommand CommandOf(string sql, RetailerId retailer, DeliveryId delivery, string[] kinds, int most)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = delivery.Value });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = kinds });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        return command;
    }

    private static async Task<List<EntryExcerpt>> ListAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<EntryExcerpt> entries = [];
        while (await row.ReadAsync(cancel))
            entries.Add(EntryExcerpt.Read(row, first: 0));
        return entries;
    }
}
