using System.Diagnostics;
using DeliveryOtp.Api.Tests.Fixture;
using Xunit.Abstractions;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>R14: attempts on one delivery at once, on one process and on two.</summary>
[Collection(nameof(Races))]
public sealed class AttemptRaceTests(Replicas replicas, ITestOutputHelper output)
{
    public static TheoryData<int, int> ProcessesAndRounds => new() { { 1, FullSize.Or(20, full: 50) }, { 2, FullSize.Or(60, full: 200) } };

    [Theory]
    [MemberData(nameof(ProcessesAndRounds))]
    public async Task R14_wrong_codes_at_once_fail_three_times_and_the_third_locks(int processes, int rounds)
    {
        var couriers = await replicas.CouriersAsync(processes);
        var deliveries = await replicas.IssueAsync(rounds);
        var started = Stopwatch.GetTimestamp();
        foreach (var delivery in deliveries)
        {
            var answers = await Replicas.AtOnceAsync(n =>
                StoredAttempt.Of(delivery.Id, delivery.WrongCode(n + 1)).PersistAsync(couriers[n]));

            Assert.Equal("locked 61, wrong_code 3", Answer.Tally(answers));
            Assert.All(answers, answer => Assert.Equal(201, answer.Status));
            var wrong = answers.Where(answer => answer.Outcome == "wrong_code").Select(answer => answer.Json);
            var told = wrong.Select(json => $"{json["tries_left"]} {json["delivery_status"]}").Order(StringComparer.Ordinal);
            Assert.Equal("0 locked, 1 pending, 2 pending", string.Join(", ", told));
        }

        Print(started, rounds * Replicas.AtOnce);
        foreach (var delivery in deliveries)
        {
            var right = await StoredAttempt.Of(delivery.Id, delivery.Code!).PersistAsync(couriers[0]);
            Assert.Equal("locked", right.Outcome);
        }

        Assert.Equal(
            [$"{rounds} × locked 62, wrong_code 3"],
            await replicas.Records.OutcomesAsync(deliveries.Select(delivery => delivery.Id)));
        await replicas.Records.AssertConsistentAsync();
    }

    [Theory]
    [MemberData(nameof(ProcessesAndRounds))]
    public async Task R14_right_codes_at_once_are_accepted_once(int processes, int rounds)
    {
        var couriers = await replicas.CouriersAsync(processes);
        var deliveries = await replicas.IssueAsync(rounds);
        var started = Stopwatch.GetTimestamp();
        foreach (var delivery in deliveries)
        {
            var answers = await Replicas.AtOnceAsync(n =>
                StoredAttempt.Of(delivery.Id, delivery.Code!).PersistAsync(couriers[n]));
            Assert.Equal("accepted 1, already_delivered 63", Answer.Tally(answers));
            Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        }

        Print(started, rounds * Replicas.AtOnce);
        Assert.Equal(
            [$"{rounds} × accepted 1, already_delivered 63"],
            await replicas.Records.OutcomesAsync(deliveries.Select(delivery => delivery.Id)));
        await replicas.Records.AssertConsistentAsync();
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 20)]
    public async Task R14_right_and_wrong_codes_at_once_fail_at_most_three_times_and_are_accepted_at_most_once(
        int processes,
        int rounds)
    {
        var couriers = await replicas.CouriersAsync(processes);
        var deliveries = await replicas.IssueAsync(rounds);
        foreach (var delivery in deliveries)
        {
            var answers = await Replicas.AtOnceAsync(n => StoredAttempt
                .Of(delivery.Id, n % 8 == 7 ? delivery.Code! : delivery.WrongCode())
                .PersistAsync(couriers[n]));

            Assert.All(answers, answer => Assert.Equal(201, answer.Status));
            Assert.Equal(Answer.Tally(answers), await replicas.Records.OutcomesAsync(delivery.Id));
            var accepted = answers.Count(answer => answer.Outcome == "accepted");
            var wrong = answers.Count(answer => answer.Outcome == "wrong_code");
            Assert.True((accepted, wrong) is (1, < 3) or (0, 3), Answer.Tally(answers));
        }

        output.WriteLine(string.Join(
            '\n',
            await replicas.Records.OutcomesAsync(deliveries.Select(delivery => delivery.Id))));
        await replicas.Records.AssertConsistentAsync();
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 10)]
    public async Task R12_one_key_at_once_is_recorded_once_and_answered_alike(int processes, int rounds)
    {
        var couriers = await replicas.CouriersAsync(processes);
        var deliveries = await replicas.IssueAsync(rounds);
        foreach (var (index, delivery) in deliveries.Index())
        {
            var isRight = index % 2 == 0;
            var attempt = StoredAttempt.Of(delivery.Id, isRight ? delivery.Code! : delivery.WrongCode());
            var answers = await Replicas.AtOnceAsync(n => attempt.PersistAsync(couriers[n]));

            Assert.Equal("200: 63, 201: 1", Answer.StatusTally(answers));
            Assert.All(answers, answer => Assert.Equal(answer.Status == 200, answer.Replayed));
            Assert.Single(answers.Select(answer => answer.Body).Distinct(StringComparer.Ordinal));
            Assert.Equal(isRight ? "accepted 1" : "wrong_code 1", await replicas.Records.OutcomesAsync(delivery.Id));
        }

        await replicas.Records.AssertConsistentAsync();
    }

    /// <summary>R14: what counts is keys of principals. Two couriers use the same 16 keys, each of them twice.</summary>
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 10)]
    public async Task R14_couriers_that_use_the_same_keys_at_once_are_not_in_each_others_way(int processes, int rounds)
    {
        const int keys = 16;
        Couriers[] couriers = [await replicas.CouriersAsync(processes), await replicas.CouriersAsync(processes)];
        foreach (var delivery in await replicas.IssueAsync(rounds))
        {
            var attempts = Enumerable.Range(0, keys).Select(n => StoredAttempt.Of(delivery.Id, delivery.WrongCode(n + 1), $"key-{n}")).ToArray();
            var answers = await Replicas.AtOnceAsync(n => attempts[n % keys].PersistAsync(couriers[n / keys % 2][n]));

            Assert.Equal("200: 32, 201: 32", Answer.StatusTally(answers));
            Assert.Equal(2 * keys, answers.Select(answer => answer.Json.Text("id")).Distinct(StringComparer.Ordinal).Count());
            Assert.Equal("locked 29, wrong_code 3", await replicas.Records.OutcomesAsync(delivery.Id));
        }

        await replicas.Records.AssertConsistentAsync();
    }

    private void Print(long started, int attempts)
    {
        var elapsed = Stopwatch.GetElapsedTime(started);
        output.WriteLine($"{attempts} attempts in {elapsed.TotalSeconds:F1} s, {attempts / elapsed.TotalSeconds:F0} a second");
    }
}
