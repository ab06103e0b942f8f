using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Access;

/// <summary>R21: nobody uses up what another needs. A service of its own, with budgets that a test can use up.</summary>
public sealed class RequestBudgetTests : IAsyncLifetime
{
    private readonly Service _service = new()
    {
        Settings =
        {
            ["DeliveryOtp:Budgets:RetailerKey:PerSecond"] = "1",
            ["DeliveryOtp:Budgets:RetailerKey:Burst"] = "20",
            ["DeliveryOtp:Budgets:SupportKey:PerSecond"] = "1",
            ["DeliveryOtp:Budgets:SupportKey:Burst"] = "10",
            ["DeliveryOtp:Budgets:Courier:PerSecond"] = "1",
            ["DeliveryOtp:Budgets:Courier:Burst"] = "5",
        },
    };

    private Tenant _tenant = null!;

    public async Task InitializeAsync()
    {
        await _service.InitializeAsync();
        _tenant = await _service.NewTenantAsync();
    }

    public async Task DisposeAsync() => await ((IAsyncLifetime)_service).DisposeAsync();

    [Fact]
    public async Task R21_a_courier_uses_up_his_own_budget_whatever_the_token_and_nobody_elses()
    {
        var issued = await _tenant.IssueAsync();
        using var courier = await _tenant.CourierAsync("crr-1");
        using var samePerson = await _tenant.CourierAsync("crr-1");
        using var colleague = await _tenant.CourierAsync("crr-2");
        var sent = 0;
        await UseUpAsync(() => (++sent % 2 == 0 ? courier : samePerson).AttemptAsync(issued.Id, "12ab"), most: 5, "courier", "q=5;w=5");
        Assert.InRange(sent, 6, 9);
        Assert.Equal(201, (int)(await colleague.AttemptAsync(issued.Id, "12ab")).StatusCode);
        Assert.Equal(200, (int)(await _tenant.Support.GetAsync("/v1/attempts")).StatusCode);
    }

    [Fact]
    public async Task R21_each_key_has_a_budget_of_its_own()
    {
        await UseUpAsync(() => _tenant.Support.GetAsync("/v1/attempts"), most: 10, "support-key", "q=10;w=10");
        Assert.Equal(200, (int)(await _tenant.Retailer.GetAsync("/v1/attempts")).StatusCode);
        await UseUpAsync(() => _tenant.Retailer.GetAsync("/v1/deliveries"), most: 20, "api-key", "q=20;w=20");
        var other = await _service.NewTenantAsync();
        Assert.Equal(200, (int)(await other.Support.GetAsync("/v1/attempts")).StatusCode);
    }

    [Fact]
    public async Task R21_a_recipient_stops_the_code_while_all_other_budgets_are_used_up()
    {
        var issued = await _tenant.IssueAsync();
        using var courier = await _tenant.CourierAsync();
        await UseUpAsync(() => courier.AttemptAsync(issued.Id, "12ab"), most: 5, "courier", "q=5;w=5");
        await UseUpAsync(() => _tenant.Support.GetAsync("/v1/attempts"), most: 10, "support-key", "q=10;w=10");
        using var recipient = _tenant.Recipient(issued);
        Assert.Equal(200, (int)(await recipient.PostAsync("/v1/tracking/reports", new { kind = "left_with_parcel" })).StatusCode);
    }

    /// <summary>Some are used up by the making of the tenant, and one comes back each second.</summary>
    private static async Task UseUpAsync(Func<Task<HttpResponseMessage>> ask, int most, string name, string quota)
    {
        for (var i = 0; i < 3 * most; i++)
        {
            using var answer = await ask();
            if ((int)answer.StatusCode != 429)
                continue;
            await AssertUsedUpAsync(answer, name, quota);
            return;
        }

        Assert.Fail($"{3 * most} requests, and none was too many");
    }

    private static async Task AssertUsedUpAsync(HttpResponseMessage answer, string name, string quota)
    {
        await answer.ProblemAsync(429, "too_many_requests");
        Assert.Equal([$"\"{name}\";{quota}"], answer.Headers.GetValues("RateLimit-Policy"));
        Assert.Matches($"^\"{name}\";r=0;t=[1-9][0-9]*$", answer.Headers.GetValues("RateLimit").Single());
    }
}
