using DeliveryOtp.Api.Tests.Fixture;
using Xunit.Abstractions;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>Commands on one delivery or order at once, on one process and on two.</summary>
[Collection(nameof(Races))]
public sealed class CommandRaceTests(Replicas replicas, ITestOutputHelper output)
{
    public static TheoryData<int, int> ProcessesAndRounds => new() { { 1, FullSize.Or(4, full: 10) }, { 2, FullSize.Or(6, full: 10) } };

    [Theory]
    [MemberData(nameof(ProcessesAndRounds))]
    public async Task R4_reissues_at_once_give_four_more_generations_and_then_hold(int processes, int rounds)
    {
        var courier = await replicas.Tenant.CourierAsync();
        for (var round = 0; round < rounds; round++)
        {
            // With a courier at the door each of the codes may have been heard.
            var delivery = await Replicas.IssueAsync(replicas.Tenant);
            await (await courier.ArriveAsync(delivery.Id)).JsonAsync();
            var answers = await Replicas.AtOnceAsync(n => PostAsync(
                replicas.TenantAt(n, processes).Retailer,
                $"/v1/deliveries/{delivery.Id}/codes",
                body: null));

            Assert.Equal("200: 4, 409 state_conflict: 60", Answer.StatusTally(answers));
            Assert.Equal(
                [2, 3, 4, 5],
                answers.Where(answer => answer.Status == 200).Select(answer => answer.Json["generation"]!.GetValue<int>()).Order());
            Assert.Equal(
                "issued, arrived, renewed, renewed, renewed, renewed, held",
                await replicas.Records.KindsAsync(delivery.Id));
        }

        await replicas.Records.AssertConsistentAsync();
    }

    [Theory]
    [MemberData(nameof(ProcessesAndRounds))]
    public async Task R1_creations_of_one_order_at_once_make_one_delivery(int processes, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var order = Guid.NewGuid().ToString();
            var answers = await Replicas.AtOnceAsync(n => CreateAsync(n, processes, order, key: null));

            Assert.Equal("201: 1, 409 order_exists: 63", Answer.StatusTally(answers));
            var created = answers.Single(answer => answer.Status == 201).Json.Text("id");
            Assert.All(
                answers.Where(answer => answer.Status == 409),
                answer => Assert.Equal(created, answer.Json.Text("delivery_id")));
            Assert.Equal(1, await replicas.Records.CountAsync($"deliveries where order_id = '{order}'"));
            Assert.Equal("issued", await replicas.Records.KindsAsync(Guid.Parse(created)));
        }

        await replicas.Records.AssertConsistentAsync();
    }

    [Theory]
    [MemberData(nameof(ProcessesAndRounds))]
    public async Task R1_creations_with_one_key_at_once_make_one_delivery_and_tell_one_code(int processes, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var (order, key) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
            var answers = await Replicas.AtOnceAsync(n => CreateAsync(n, processes, order, key));

            Assert.Equal("200: 63, 201: 1", Answer.StatusTally(answers));
            Assert.All(answers, answer => Assert.Equal(answer.Status == 200, answer.Replayed));
            Assert.Single(answers.Select(answer => answer.Json.Text("id")).Distinct(StringComparer.Ordinal));
            Assert.Single(answers.Select(answer => answer.Json.Text("code")).Distinct(StringComparer.Ordinal));
            Assert.Equal(1, await replicas.Records.CountAsync($"deliveries where order_id = '{order}'"));
            Assert.Equal(1, await replicas.Records.CountAsync($"deliveries where idempotency_key = '{key}'"));
        }

        await replicas.Records.AssertConsistentAsync();
    }

    [Theory]
    [MemberData(nameof(ProcessesAndRounds))]
    public async Task R14_attempts_views_and_unlocks_at_once_leave_no_gap(int processes, int rounds)
    {
        var couriers = await replicas.CouriersAsync(processes);
        for (var round = 0; round < rounds; round++)
        {
            var delivery = await Replicas.IssueAsync(replicas.Tenant);
            var attempts = Replicas.AtOnceAsync(n =>
                StoredAttempt.Of(delivery.Id, delivery.WrongCode()).PersistAsync(couriers[n]));
            var views = Replicas.AtOnceAsync(
                n => Answer.PersistAsync(() => replicas.TenantAt(n, processes).Support.GetAsync($"/v1/deliveries/{delivery.Id}")),
                count: 16);
            var unlocks = Replicas.AtOnceAsync(
                n => PostAsync(
                    replicas.TenantAt(n, processes).Support,
                    $"/v1/deliveries/{delivery.Id}/unlocks",
                    new { reason = "the courier misread" }),
                count: 16);
            await Task.WhenAll(attempts, views, unlocks);

            // A guess may meet the code of an unlock, one time in a million: it is as much a verdict as the others.
            Assert.All(await attempts, answer => Assert.Equal(201, answer.Status));
            Assert.All(await views, answer => Assert.Equal(200, answer.Status));
            Assert.All(await unlocks, answer => Assert.True(answer.Status is 200 or 409, answer.Outcome));
            Assert.All((await unlocks).Where(answer => answer.Status == 409), answer => Assert.Equal("state_conflict", answer.Kind));
            var lifted = (await unlocks).Count(answer => answer.Status == 200);
            Assert.InRange(lifted, 0, 2);
            Assert.Equal(
                1 + Replicas.AtOnce + lifted,
                await replicas.Records.CountAsync($"journal where delivery_id = '{delivery.Id}' and kind not in ('viewed', 'signal_raised')"));
            Assert.InRange(
                await replicas.Records.CountAsync($"journal where delivery_id = '{delivery.Id}' and kind = 'viewed'"),
                16,
                long.MaxValue);
            output.WriteLine($"{Answer.Tally(await attempts)}, {lifted} unlocks");
        }

        await replicas.Records.AssertConsistentAsync();
    }

    private Task<Answer> CreateAsync(int n, int processes, string order, string? key)
    {
        var body = new
        {
            order_id = order,
            destination = new { latitude = Tenant.Latitude, longitude = Tenant.Longitude, country = "FR" },
        };
        return Answer.PersistAsync(() => replicas.TenantAt(n, processes).Retailer.PostAsync("/v1/deliveries", body, key));
    }

    /// <summary>Each with a key of its own, so that a repeat orders nothing twice.</summary>
    private static Task<Answer> PostAsync(HttpClient client, string path, object? body)
    {
        var key = Guid.NewGuid().ToString();
        return Answer.PersistAsync(() => client.PostAsync(path, body, key));
    }
}
