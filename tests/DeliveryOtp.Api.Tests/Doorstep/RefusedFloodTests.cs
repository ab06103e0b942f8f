using System.Globalization;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Doorstep;

/// <summary>R13: refused visits are evidence, a flood of them is not: past 200 in an hour they are counted only.</summary>
public sealed class RefusedFloodTests(Service service) : IClassFixture<Service>
{
    private const int Most = 200;
    private const int AtOnce = 32;

    private DateTimeOffset Now => service.Clock.GetUtcNow();

    [Fact]
    public async Task R13_exactly_200_of_a_flood_are_recorded_and_the_others_counted()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var courier = await tenant.CourierAsync();
        var statuses = await FloodAsync(courier, issued, Most + 50);
        Assert.Equal(Most, statuses.Count(status => status == 201));
        Assert.Equal(50, statuses.Count(status => status == 429));
        Assert.Equal(Most, await AttemptsAsync(issued));
        Assert.Equal((Most, 50L), await CountedAsync(issued));
    }

    [Fact]
    public async Task R13_the_429_says_which_budget_it_is_and_when_there_is_more_of_it()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var courier = await tenant.CourierAsync();
        await FloodAsync(courier, issued, Most);
        using var refused = await courier.AttemptAsync(issued.Id, "12ab", Now);
        var problem = await refused.ProblemAsync(429, "too_many_requests");
        Assert.StartsWith("200 of this courier's visits on this delivery were refused within an hour.", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(["\"refused-visits\";q=200;w=3600"], refused.Headers.GetValues("RateLimit-Policy"));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));

        service.Clock.Advance(TimeSpan.FromHours(1));
        using var later = await tenant.CourierAsync();
        Assert.Equal("malformed_code", await OutcomeAsync(later.AttemptAsync(issued.Id, "12ab", Now)));
    }

    [Fact]
    public async Task R13_what_is_no_refusal_is_recorded_all_the_same()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var courier = await tenant.CourierAsync();
        await FloodAsync(courier, issued, Most + 1);
        Assert.Equal("opened", await OutcomeAsync(courier.ArriveAsync(issued.Id, Now)));
        await (await courier.ArriveAsync(issued.Id, Now)).ProblemAsync(429, "too_many_requests");
        Assert.Equal("wrong_code", await OutcomeAsync(courier.AttemptAsync(issued.Id, issued.WrongCode(), Now)));
        Assert.Equal("accepted", await OutcomeAsync(courier.AttemptAsync(issued.Id, issued.Code!, Now)));
    }

    [Fact]
    public async Task R13_other_couriers_other_deliveries_and_repeats_are_not_in_it()
    {
        var tenant = await service.NewTenantAsync();
        var (issued, another) = (await tenant.IssueAsync(), await tenant.IssueAsync());
        using var courier = await tenant.CourierAsync();
        await FloodAsync(courier, issued, Most + 1);
        using var colleague = await tenant.CourierAsync("crr-2");
        Assert.Equal("malformed_code", await OutcomeAsync(colleague.AttemptAsync(issued.Id, "12ab", Now)));
        Assert.Equal("malformed_code", await OutcomeAsync(courier.AttemptAsync(another.Id, "12ab", Now)));

        var recorded = await service.Database.ScalarAsync<string>(
            $"select idempotency_key from deliveryotp.journal where delivery_id = '{issued.Id}' and kind = 'attempted' order by sequence limit 1");
        using var repeated = await courier.AttemptAsync(issued.Id, "12ab", _floodAt, recorded);
        Assert.Equal(200, (int)repeated.StatusCode);
    }

    [Fact]
    public async Task A_courier_whom_the_delivery_does_not_concern_learns_nothing_else()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { courier_id = "crr-1" });
        using var stranger = await tenant.CourierAsync("crr-2");
        foreach (var answer in new[] { await stranger.AttemptAsync(issued.Id, issued.Code!, Now), await stranger.ArriveAsync(issued.Id, Now) })
        {
            var verdict = await answer.JsonAsync();
            Assert.Equal("wrong_courier", verdict.Text("outcome"));
            Assert.False(verdict.ContainsKey("tries_left"));
            Assert.False(verdict.ContainsKey("delivery_status"));
        }
    }

    private DateTimeOffset _floodAt;

    private async Task<int[]> FloodAsync(HttpClient courier, Issued issued, int attempts)
    {
        _floodAt = Now;
        var statuses = new int[attempts];
        await Parallel.ForEachAsync(Enumerable.Range(0, attempts), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, _) =>
        {
            using var answer = await courier.AttemptAsync(issued.Id, "12ab", _floodAt, string.Create(CultureInfo.InvariantCulture, $"flood-{n}"));
            statuses[n] = (int)answer.StatusCode;
        });
        return statuses;
    }

    private static async Task<string> OutcomeAsync(Task<HttpResponseMessage> sent) => (await (await sent).JsonAsync()).Text("outcome");

    private Task<long> AttemptsAsync(Issued issued) => service.Database.ScalarAsync<long>(
        $"select count(*) from deliveryotp.journal where delivery_id = '{issued.Id}' and kind = 'attempted'");

    private async Task<(int Kept, long CutOff)> CountedAsync(Issued issued)
    {
        var row = $"from deliveryotp.refused_visits where delivery_id = '{issued.Id}'";
        return (await service.Database.ScalarAsync<int>($"select cardinality(refused_at) {row}"), await service.Database.ScalarAsync<long>($"select cut_off {row}"));
    }
}
