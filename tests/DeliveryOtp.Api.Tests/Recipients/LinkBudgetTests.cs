using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Recipients;

/// <summary>R21: reading uses up nothing that a tap needs, and what stops the code is in no budget.</summary>
public sealed class LinkBudgetTests(Service service) : IClassFixture<Service>
{
    private const int Budget = 60;

    [Fact]
    public async Task R21_reads_have_a_budget_which_says_that_it_is_theirs_and_no_tap_is_in_it()
    {
        var (tenant, issued) = await ArriveAsync();
        using var recipient = tenant.Recipient(issued);
        for (var i = 0; i < Budget; i++)
            Assert.Equal(200, (int)(await recipient.GetAsync("/v1/tracking")).StatusCode);
        await AssertUsedUpAsync(await recipient.GetAsync("/v1/tracking"), "recipient-reads", "The link was read 60 times");
        using (var stream = await LiveReading.RefusalAsync(recipient))
            await AssertUsedUpAsync(stream, "recipient-reads", "The link was read 60 times");

        Assert.Equal(200, (int)(await recipient.PostAsync("/v1/tracking/reveals", new { })).StatusCode);
        Assert.Equal(200, (int)(await recipient.PostAsync("/v1/tracking/reports", new { kind = "left_with_parcel" })).StatusCode);
    }

    [Fact]
    public async Task R21_taps_have_a_budget_of_their_own_and_the_taps_that_stop_the_code_are_in_none()
    {
        var (tenant, issued) = await ArriveAsync();
        using var recipient = tenant.Recipient(issued);
        for (var i = 0; i < Budget; i++)
            await (await recipient.PostAsync("/v1/tracking/receipts", new { })).ProblemAsync(409, "state_conflict");
        await AssertUsedUpAsync(await recipient.PostAsync("/v1/tracking/reveals", new { }), "recipient-taps", "The link was tapped 60 times");
        await AssertUsedUpAsync(await recipient.PostAsync("/v1/tracking/contests", new { kind = "not_received" }), "recipient-taps", "The link was tapped 60 times");

        Assert.Equal(200, (int)(await recipient.GetAsync("/v1/tracking")).StatusCode);
        Assert.Equal(200, (int)(await recipient.PostAsync("/v1/tracking/denials", new { })).StatusCode);
        Assert.Equal(200, (int)(await recipient.PostAsync("/v1/tracking/reports", new { kind = "left_with_parcel" })).StatusCode);
    }

    [Fact]
    public async Task R21_a_report_repeated_500_times_is_always_taken_and_written_once()
    {
        var (tenant, issued) = await ArriveAsync();
        using var recipient = tenant.Recipient(issued);
        Assert.Equal(200, (int)(await recipient.PostAsync("/v1/tracking/reports", new { kind = "left_with_parcel" })).StatusCode);
        var entries = await EntriesAsync(issued);

        // Side by side, since the answers from the 61st on take some seconds each.
        await Parallel.ForEachAsync(Enumerable.Range(0, 500), new ParallelOptions { MaxDegreeOfParallelism = 128 }, async (_, _) =>
            await (await recipient.PostAsync("/v1/tracking/reports", new { kind = "left_with_parcel" })).ProblemAsync(409, "state_conflict"));
        Assert.Equal(entries, await EntriesAsync(issued));
    }

    private async Task<(Tenant Tenant, Issued Issued)> ArriveAsync()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { policy = new { code_release = "on_arrival" } });
        var courier = await tenant.CourierAsync();
        Assert.Equal("opened", (await (await courier.ArriveAsync(issued.Id, service.Clock.GetUtcNow())).JsonAsync()).Text("outcome"));
        return (tenant, issued);
    }

    private Task<long> EntriesAsync(Issued issued) =>
        service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.journal where delivery_id = '{issued.Id}'");

    private static async Task AssertUsedUpAsync(HttpResponseMessage response, string policy, string detail)
    {
        var problem = await response.ProblemAsync(429, "too_many_requests");
        Assert.StartsWith(detail, problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal([$"\"{policy}\";q=60;w=60"], response.Headers.GetValues("RateLimit-Policy"));
        Assert.StartsWith($"\"{policy}\";r=0;t=", Assert.Single(response.Headers.GetValues("RateLimit")), StringComparison.Ordinal);
        Assert.NotNull(response.Headers.RetryAfter);
    }
}
