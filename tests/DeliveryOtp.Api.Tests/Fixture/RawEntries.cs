namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>SQL for entries that no request made, with their rows in the outbox, so that they get positions like any other.</summary>
internal static class RawEntries
{
    /// <summary>Likewise, at once, and the delivery's row knows of them.</summary>
    public static async Task CopyAsync(TestDatabase database, Issued issued, int first, int last, int of = 1, string? kind = null)
    {
        await database.ScalarAsync<object>(CopySql(issued, first, last, of, kind));
        await database.RewriteAsync(issued.Id, $"update deliveryotp.delivery_states set last_sequence = {last} where delivery_id = '{issued.Id}'");
    }

    /// <summary>Copies an entry of a delivery into the delivery's future.</summary>
    /// <param name="issued">The delivery.</param>
    /// <param name="first">The sequence of the first copy.</param>
    /// <param name="last">Of the last one.</param>
    /// <param name="of">The sequence of the entry that is copied.</param>
    /// <param name="kind">Another kind than its own.</param>
    public static string CopySql(Issued issued, int first, int last, int of = 1, string? kind = null) =>
        $"""
        with entry as (
            insert into deliveryotp.journal (retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, outcome, link_version, detail)
            select retailer_id, delivery_id, n, gen_random_uuid(), {(kind is null ? "kind" : $"'{kind}'")}, now(), actor_role, actor_id, outcome, link_version, detail
            from deliveryotp.journal, generate_series({first}, {last}) n where delivery_id = '{issued.Id}' and sequence = {of}
            returning retailer_id, delivery_id, sequence, recorded_at)
        insert into deliveryotp.journal_unsequenced (retailer_id, delivery_id, sequence, recorded_at) select * from entry order by sequence
        """;
}
