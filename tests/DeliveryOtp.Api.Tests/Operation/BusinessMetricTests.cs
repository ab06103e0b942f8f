using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Operation;

/// <summary>What happens is counted once, when it is recorded.</summary>
public sealed class BusinessMetricTests(Service service) : IClassFixture<Service>
{
    private const string Entries = "deliveryotp.journal_entries";
    private const string Signals = "deliveryotp.signals";
    private const string Credentials = "deliveryotp.credential_events";

    [Fact]
    public async Task A_delivery_s_story_is_counted_entry_by_entry()
    {
        using var tally = new Tally(service);
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        await (await tenant.Retailer.PostAsync("/v1/deliveries", new
        {
            order_id = issued.OrderId,
            destination = new { latitude = Tenant.Latitude, longitude = Tenant.Longitude, country = "FR" },
        })).ProblemAsync(409, "order_exists");
        var now = service.Clock.GetUtcNow();
        foreach (var offset in new[] { 1, 2, 3 })
            await (await courier.AttemptAsync(issued.Id, issued.WrongCode(offset), now, $"wrong-{offset}", body => body["device"]!["is_rooted"] = true)).JsonAsync();
        await (await courier.AttemptAsync(issued.Id, issued.WrongCode(3), now, "wrong-3", body => body["device"]!["is_rooted"] = true)).JsonAsync();
        var unlocked = await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/unlocks", new { reason = "The recipient called." })).JsonAsync();
        await (await courier.AttemptAsync(issued.Id, unlocked.Text("code"), now, "right")).JsonAsync();
        await (await tenant.Recipient(issued).PostAsync("/v1/tracking/contests", new { kind = "empty_box" })).JsonAsync();

        foreach (var (kind, times) in new[] { ("issued", 1), ("attempted", 4), ("unlocked", 1), ("contested", 1), ("held", 0), ("cancelled", 0) })
            Assert.Equal((kind, times), (kind, tally.Of(Entries, ("kind", kind))));
        Assert.Equal(1, tally.Of("deliveryotp.lock_outs"));
        Assert.Equal(1, tally.Of("deliveryotp.attempt_replays"));
        Assert.Equal(3, tally.Of("deliveryotp.attempts", ("outcome", "wrong_code")));
        Assert.Equal(1, tally.Of("deliveryotp.attempts", ("outcome", "accepted")));
        Assert.Equal(1, tally.Of("deliveryotp.problems", ("problem", "order_exists")));
        Assert.InRange(tally.Of(Signals, ("signal", "compromised_device")), 1, 3);
        Assert.Equal(1, tally.Of(Signals, ("signal", "accepted_after_unlock")));
        Assert.Equal(2, tally.Of(Credentials, ("credential", "api_key"), ("event", "made")));
        Assert.Equal(1, tally.Of(Credentials, ("credential", "courier_token"), ("event", "made")));
    }

    [Fact]
    public async Task A_decision_is_counted_by_its_outcome()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        await (await courier.AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow())).JsonAsync();
        await (await tenant.Recipient(issued).PostAsync("/v1/tracking/contests", new { kind = "not_received" })).JsonAsync();
        var dispute = (await (await tenant.Support.GetAsync("/v1/disputes")).JsonAsync())["data"]![0]!["id"]!.GetValue<Guid>();
        using var tally = new Tally(service);
        await (await tenant.Support.PostAsync($"/v1/disputes/{dispute}/decisions", new
        {
            outcome = "refund",
            grounds = new[] { "code_accepted" },
            reasons = "The code alone proves nothing, and the recipient is believed.",
        })).JsonAsync();
        Assert.Equal(1, tally.Of("deliveryotp.dispute_decisions"));
        Assert.Equal(1, tally.Of("deliveryotp.dispute_decisions", ("outcome", "refund")));
        Assert.Equal(1, tally.Of(Entries, ("kind", "dispute_decided")));
    }

    [Fact]
    public async Task A_revoked_credential_and_a_sign_in_with_it_are_counted()
    {
        var tenant = await service.NewTenantAsync();
        var key = await (await tenant.Retailer.PostAsync("/v1/api-keys", new { role = "support", name = "desk" })).JsonAsync();
        using var tally = new Tally(service);
        foreach (var _ in new[] { 1, 2 })
            Assert.True((await tenant.Retailer.DeleteAsync($"/v1/api-keys/{key.Text("id")}")).IsSuccessStatusCode);
        using var desk = Tenant.ClientOf(service.BaseUrl, key.Text("api_key"));
        await (await desk.GetAsync("/v1/attempts")).ProblemAsync(401, "unauthenticated");

        Assert.Equal(1, tally.Of(Credentials, ("credential", "api_key"), ("event", "revoked")));
        Assert.Equal(1, tally.Of("deliveryotp.failed_sign_ins"));
    }

    [Fact]
    public async Task A_budget_that_is_used_up_is_counted_under_its_name()
    {
        await using var tight = new Service { Settings = { ["DeliveryOtp:Budgets:SupportKey:PerSecond"] = "1", ["DeliveryOtp:Budgets:SupportKey:Burst"] = "1" } };
        await ((IAsyncLifetime)tight).InitializeAsync();
        var tenant = await tight.NewTenantAsync();
        using var tally = new Tally(tight);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => tenant.Support.GetAsync("/v1/attempts")));
        Assert.InRange(tally.Of("deliveryotp.budget_refusals", ("budget", "support-key")), 1, 3);
        Assert.Equal(tally.Of("deliveryotp.problems", ("problem", "too_many_requests")), tally.Of("deliveryotp.budget_refusals"));
    }
}
