using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Doorstep;

/// <summary>Arrivals and doorstep sessions (R6–R9).</summary>
public sealed class ArrivalHttpTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task R6_an_arrival_opens_a_session_of_ten_minutes_and_another_one_finds_it_open()
    {
        var (tenant, courier, issued) = await StartAsync();
        var first = await courier.ArriveAsync(issued.Id, Now);
        Assert.Equal(201, (int)first.StatusCode);
        var opened = await first.JsonAsync();
        Assert.Equal(("opened", "pending", 3), (opened.Text("outcome"), opened.Text("delivery_status"), (int)opened["tries_left"]!));
        Assert.Equal(TimeSpan.FromMinutes(10), Time(opened["doorstep"]!, "closes_at") - Time(opened["doorstep"]!, "opened_at"));

        var second = await (await courier.ArriveAsync(issued.Id, Now)).JsonAsync();
        Assert.Equal("already_open", second.Text("outcome"));
        Assert.Null(second["doorstep"]);
        Assert.Equal("issued arrived arrived", await KindsAsync(tenant, issued));
    }

    [Fact]
    public async Task R12_a_repeated_arrival_is_a_replay_and_its_key_with_another_body_is_refused()
    {
        var (tenant, courier, issued) = await StartAsync();
        var now = Now;
        var first = await (await courier.ArriveAsync(issued.Id, now, "k")).JsonAsync();
        var again = await courier.ArriveAsync(issued.Id, now, "k");
        Assert.Equal(200, (int)again.StatusCode);
        Assert.Equal("true", again.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.True(JsonNode.DeepEquals(first, await again.JsonAsync()));
        var other = await courier.ArriveAsync(issued.Id, now, "k", body => body["scanned_barcode"] = "x");
        await other.ProblemAsync(422, "idempotency_key_reused");
        var attempt = await courier.AttemptAsync(issued.Id, issued.Code!, now, "k");
        await attempt.ProblemAsync(422, "idempotency_key_reused");
        Assert.Equal("issued arrived", await KindsAsync(tenant, issued));
    }

    [Fact]
    public async Task R6_whoever_may_not_deliver_opens_nothing_and_is_recorded()
    {
        var (tenant, courier, issued) = await StartAsync(new { courier_id = "crr-071", parcel_barcode = "TBA1" });
        using var stranger = await tenant.CourierAsync("crr-666");
        Assert.Equal("wrong_courier", await OutcomeAsync(stranger.ArriveAsync(issued.Id, Now)));
        Assert.Equal("wrong_parcel", await OutcomeAsync(courier.ArriveAsync(issued.Id, Now, change: body => body["scanned_barcode"] = "TBA2")));
        Assert.Equal("outside_geofence", await OutcomeAsync(courier.ArriveAsync(issued.Id, Now, change: body => body["location"]!["latitude"] = 48.9)));
        Assert.Equal("issued arrived arrived arrived", await KindsAsync(tenant, issued));
        Assert.Equal("opened", await OutcomeAsync(courier.ArriveAsync(issued.Id, Now)));
    }

    [Fact]
    public async Task R8_required_means_that_the_first_attempt_waits_for_an_arrival()
    {
        var (_, courier, issued) = await StartAsync(new { policy = new { arrival = "required" } });
        var refused = await (await courier.AttemptAsync(issued.Id, issued.Code!, Now)).JsonAsync();
        Assert.Equal(("no_arrival", 3), (refused.Text("outcome"), (int)refused["tries_left"]!));
        await courier.ArriveAsync(issued.Id, Now);
        Assert.Equal("accepted", await OutcomeAsync(courier.AttemptAsync(issued.Id, issued.Code!, Now)));
    }

    [Fact]
    public async Task R7_a_session_that_is_over_takes_its_code_along_and_the_next_one_brings_a_new_one()
    {
        var (tenant, courier, issued) = await StartAsync();
        await courier.ArriveAsync(issued.Id, Now);
        service.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("no_arrival", await OutcomeAsync(courier.AttemptAsync(issued.Id, issued.Code!, Now)));
        Assert.Equal("opened", await OutcomeAsync(courier.ArriveAsync(issued.Id, Now)));
        Assert.Equal("superseded_code", await OutcomeAsync(courier.AttemptAsync(issued.Id, issued.Code!, Now)));
        var page = await (await tenant.Recipient(issued).GetAsync("/v1/tracking")).JsonAsync();
        Assert.Equal("accepted", await OutcomeAsync(courier.AttemptAsync(issued.Id, page.Text("code"), Now)));
        Assert.Equal("issued arrived session_closed attempted renewed arrived attempted attempted", await KindsAsync(tenant, issued));
    }

    [Fact]
    public async Task R7_the_end_of_a_session_is_journaled_though_nobody_looks()
    {
        var (tenant, courier, issued) = await StartAsync();
        await courier.ArriveAsync(issued.Id, Now);
        service.Clock.Advance(TimeSpan.FromMinutes(10));
        await Eventually.AsyncTrue(async () =>
        {
            service.Clock.Advance(TimeSpan.FromSeconds(1));
            return await KindsAsync(tenant, issued) == "issued arrived session_closed";
        });
    }

    [Fact]
    public async Task R5_the_expiry_of_a_delivery_is_journaled_though_nobody_looks()
    {
        var (tenant, _, issued) = await StartAsync();
        service.Clock.Advance(TimeSpan.FromHours(24));
        await Eventually.AsyncTrue(async () =>
        {
            service.Clock.Advance(TimeSpan.FromSeconds(1));
            return await KindsAsync(tenant, issued) == "issued expired";
        });
    }

    [Fact]
    public async Task R9_under_on_arrival_the_code_shows_after_the_reveal_and_dies_with_a_denial()
    {
        var (tenant, courier, issued) = await StartAsync(new { policy = new { code_release = "on_arrival" } });
        using var recipient = tenant.Recipient(issued);
        Assert.Equal(("hidden", ""), await CodeAsync(recipient));
        await courier.ArriveAsync(issued.Id, Now);
        Assert.Equal(("hidden", ""), await CodeAsync(recipient));
        var revealed = await (await recipient.PostAsync("/v1/tracking/reveals", new { })).JsonAsync();
        Assert.Equal("visible", revealed.Text("code_state"));
        Assert.Equal(("visible", revealed.Text("code")), await CodeAsync(recipient));

        var denied = await (await recipient.PostAsync("/v1/tracking/denials", new { })).JsonAsync();
        Assert.Equal("dead", denied.Text("code_state"));
        Assert.Null(denied["doorstep"]);
        Assert.Equal("no_arrival", await OutcomeAsync(courier.AttemptAsync(issued.Id, revealed.Text("code"), Now)));
        Assert.Equal("issued arrived revealed denied session_closed attempted", await KindsAsync(tenant, issued));
        var delivery = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}")).JsonAsync();
        Assert.Equal(50, (int)delivery["signals"]!["arrival_denied"]!);
    }

    [Fact]
    public async Task R19_a_receipt_is_confirmed_once_and_a_contest_has_its_time()
    {
        var (tenant, courier, issued) = await StartAsync();
        using var recipient = tenant.Recipient(issued);
        await (await recipient.PostAsync("/v1/tracking/receipts", body: null)).ProblemAsync(409, "state_conflict");
        await courier.AttemptAsync(issued.Id, issued.Code!, Now);
        var received = await (await recipient.PostAsync("/v1/tracking/receipts", body: null)).JsonAsync();
        Assert.Equal(("delivered", "used", "contest"), (received.Text("status"), received.Text("code_state"), string.Join(' ', received["actions"]!.AsArray().Select(action => (string?)action))));
        await (await recipient.PostAsync("/v1/tracking/receipts", body: null)).ProblemAsync(409, "state_conflict");

        service.Clock.Advance(TimeSpan.FromHours(48));
        await (await recipient.PostAsync("/v1/tracking/contests", new { kind = "empty_box" })).ProblemAsync(409, "state_conflict");
    }

    private DateTimeOffset Now => service.Clock.GetUtcNow();

    private async Task<(Tenant Tenant, HttpClient Courier, Issued Issued)> StartAsync(object? more = null)
    {
        var tenant = await service.NewTenantAsync();
        return (tenant, await tenant.CourierAsync(), await tenant.IssueAsync(more));
    }

    private static async Task<string> OutcomeAsync(Task<HttpResponseMessage> answer) => (await (await answer).JsonAsync()).Text("outcome");

    private static async Task<(string State, string Code)> CodeAsync(HttpClient recipient)
    {
        var page = await (await recipient.GetAsync("/v1/tracking")).JsonAsync();
        return (page.Text("code_state"), page["code"]?.GetValue<string>() ?? string.Empty);
    }

    private static async Task<string> KindsAsync(Tenant tenant, Issued issued)
    {
        var timeline = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}/timeline")).JsonAsync();
        return string.Join(' ', timeline["data"]!.AsArray().Select(entry => entry!["kind"]!.GetValue<string>()));
    }

    private static DateTimeOffset Time(JsonNode json, string member) => json[member]!.GetValue<DateTimeOffset>();
}
