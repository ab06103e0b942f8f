using DeliveryOtp.Api.Tests.Fixture;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>What the tables say, past the service.</summary>
internal sealed class Records(TestDatabase database)
{
    /// <summary>
    /// Every delivery whose row and journal don't agree, or break a rule: sequences are 1…n without a gap and n is the
    /// row's; at most three wrong codes between unlocks and one acceptance (R3, R14); the status follows from both.
    /// </summary>
    private const string BrokenSql =
        """
        with entries as (
            select j.*, max(sequence) filter (where kind = 'unlocked') over (partition by delivery_id) as unlocked_at
            from deliveryotp.journal j),
        told as (
            select delivery_id, count(*) as n, min(sequence) as first, max(sequence) as last,
                   count(distinct (idempotency_principal, idempotency_key)) filter (where idempotency_key is not null) = count(idempotency_key) as distinct_keys,
                   count(*) filter (where outcome = 'wrong_code') as wrong,
                   count(*) filter (where outcome = 'wrong_code' and sequence > coalesce(unlocked_at, 0)) as failed,
                   count(*) filter (where outcome = 'accepted') as accepted,
                   count(*) filter (where kind = 'unlocked') as unlocks,
                   count(*) filter (where kind in ('issued', 'renewed', 'unlocked')
                       or (kind = 'changed' and detail->>'generation' is not null)) as generations
            from entries group by delivery_id)
        select d.id || ' ' || d.status || ' ' || coalesce(row_to_json(t)::text, 'no journal')
        from (select s.*, w.status as listed, w.id from deliveryotp.deliveries w left join deliveryotp.delivery_states s on s.delivery_id = w.id) d
        left join told t on t.delivery_id = d.id
        where (d.listed = d.status and t.first = 1 and t.last = t.n and d.last_sequence = t.n and t.distinct_keys
               and t.failed <= 3 and t.failed = d.failed_tries and t.unlocks = d.unlocks
               and t.wrong <= 3 * (1 + t.unlocks) and t.accepted <= 1
               and (t.accepted = 1) = (d.status = 'delivered')
               and (d.status = 'locked') = (t.failed = 3)
               and t.generations = d.generation) is not true
        """;

    public async Task AssertConsistentAsync()
    {
        Assert.Empty(await TextsAsync(BrokenSql));
        await Persistence.JournalCheckTests.QuietAsync(database);
        Assert.Empty(await Persistence.JournalCheckTests.CheckAsync(database));
    }

    /// <summary>Every recorded attempt by its delivery and key; fails where a key has two.</summary>
    public async Task<Dictionary<(Guid DeliveryId, string Key), RecordedAttempt>> AttemptsAsync()
    {
        await using var source = NpgsqlDataSource.Create(database.Superuser + ";Pooling=false");
        await using var command = source.CreateCommand(
            "select delivery_id, idempotency_key, id, outcome from deliveryotp.journal where kind = 'attempted'");
        await using var row = await command.ExecuteReaderAsync();
        var attempts = new Dictionary<(Guid, string), RecordedAttempt>();
        while (await row.ReadAsync())
            attempts.Add((row.GetGuid(0), row.GetString(1)), new RecordedAttempt(row.GetGuid(2), row.GetString(3)));
        return attempts;
    }

    /// <summary>Fails where something that was answered is not recorded with the id and the outcome of the answer.</summary>
    public static void AssertHold(
        Dictionary<(Guid DeliveryId, string Key), RecordedAttempt> recorded,
        IReadOnlyDictionary<StoredAttempt, Answer> answered)
    {
        foreach (var (attempt, answer) in answered)
        {
            Assert.True(recorded.TryGetValue((attempt.DeliveryId, attempt.Key), out var entry), $"lost: {answer.Body}");
            Assert.Equal((entry.Id.ToString(), entry.Outcome), (answer.Json.Text("id"), answer.Outcome));
        }
    }

    /// <summary>`locked 61, wrong_code 3`: the attempts on one delivery by outcome.</summary>
    public async Task<string> OutcomesAsync(Guid deliveryId) => string.Join(", ", await TextsAsync(
        $"""
        select outcome || ' ' || count(*) from deliveryotp.journal
        where kind = 'attempted' and delivery_id = '{deliveryId}' group by outcome order by outcome collate "C"
        """));

    /// <summary>Every outcome tally that a delivery of these has, and how many have it.</summary>
    public async Task<string[]> OutcomesAsync(IEnumerable<Guid> deliveryIds) => await TextsAsync(
        $"""
        with counted as (
            select delivery_id, outcome, count(*) as n from deliveryotp.journal
            where kind = 'attempted' and delivery_id in ({string.Join(", ", deliveryIds.Select(id => $"'{id}'"))})
            group by delivery_id, outcome),
        tallied as (
            select string_agg(outcome || ' ' || n, ', ' order by outcome collate "C") as tally
            from counted group by delivery_id)
        select count(*) || ' × ' || tally from tallied group by tally order by tally
        """);

    /// <summary>`issued, renewed, held`: the journal of one delivery.</summary>
    public async Task<string> KindsAsync(Guid deliveryId) => string.Join(", ", await TextsAsync(
        $"select kind from deliveryotp.journal where delivery_id = '{deliveryId}' order by sequence"));

    public Task<long> CountAsync(string tableAndCondition) =>
        database.ScalarAsync<long>($"select count(*) from deliveryotp.{tableAndCondition}");

    private async Task<string[]> TextsAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.Superuser + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await row.ReadAsync())
            texts.Add(row.GetString(0));
        return [.. texts];
    }
}

internal sealed record RecordedAttempt(Guid Id, string Outcome);
