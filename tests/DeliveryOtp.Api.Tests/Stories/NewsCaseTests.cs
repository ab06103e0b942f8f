using System.Net;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Stories;

/// <summary>
/// The case from the news, in real time, with sessions of five seconds: "your code doesn't work", says the courier at the
/// door, leaves with the parcel, and comes back to the code when nobody looks.
/// </summary>
public sealed class NewsCaseTests(RealTimeService service) : IClassFixture<RealTimeService>, IAsyncLifetime
{
    private Tenant _retailer = null!;

    public async Task InitializeAsync() => _retailer = await service.NewTenantAsync();

    [Fact]
    public async Task Under_on_arrival_the_courier_who_types_nothing_at_the_door_can_do_nothing_afterwards()
    {
        var (parcel, recipient, courier) = await SendAsync("on_arrival");
        Assert.Null(parcel.Code);

        // Before anybody is at the door there is nothing to read out over the phone.
        var page = await PageAsync(recipient);
        Assert.Equal(("hidden", null), (page.Text("code_state"), page["code"]?.GetValue<string>()));
        await (await recipient.PostAsync("/v1/tracking/reveals", new { })).ProblemAsync(409, "state_conflict");

        // The courier is at the door, and the recipient says so.
        Assert.Equal("opened", (await (await courier.ArriveAsync(parcel.Id)).JsonAsync()).Text("outcome"));
        var code = (await (await recipient.PostAsync("/v1/tracking/reveals", new { })).JsonAsync()).Text("code");

        // "Your code doesn't work." The page knows better: no attempt has been recorded.
        page = await PageAsync(recipient);
        Assert.DoesNotContain(EventsOf(page), happened => happened.StartsWith("attempted", StringComparison.Ordinal));

        // He leaves. The session ends by itself, and within seconds the page says so.
        await Eventually.AsyncTrue(async () => EventsOf(await PageAsync(recipient)).Contains("session_closed"), everyMs: 500);
        page = await PageAsync(recipient);
        Assert.Equal(("dead", null), (page.Text("code_state"), page["code"]?.GetValue<string>()));

        // Hours later he types what he heard: from afar, and from in front of the house.
        Assert.Equal("outside_geofence", await TypeAsync(courier, parcel, code, awayDegrees: 0.5));
        Assert.Equal("no_arrival", await TypeAsync(courier, parcel, code));

        // Even a new arrival does not help: it comes with a new code, which nobody but the recipient sees, and not before a tap.
        Assert.Equal("opened", (await (await courier.ArriveAsync(parcel.Id)).JsonAsync()).Text("outcome"));
        Assert.Equal("code_not_shown", await TypeAsync(courier, parcel, code));

        // The recipient has had enough.
        page = await (await recipient.PostAsync("/v1/tracking/reports", new { kind = "left_with_parcel" })).JsonAsync();
        Assert.Equal(("held", "dead"), (page.Text("status"), page.Text("code_state")));
        Assert.Equal("held", await TypeAsync(courier, parcel, code));

        var delivery = await DeliveryAsync(parcel);
        Assert.Equal(("held", true), (delivery.Text("status"), (bool)delivery["review"]!));
        Assert.Equal(80, (int)delivery["signals"]!["left_with_parcel"]!);
    }

    [Fact]
    public async Task Under_on_issue_the_first_code_dies_with_its_session_and_a_late_acceptance_is_seen()
    {
        var (parcel, recipient, courier) = await SendAsync("on_issue");
        var overheard = parcel.Code!;
        Assert.Equal(overheard, (await PageAsync(recipient)).Text("code"));

        // At the door: arrival, no attempt, "it doesn't work". Then the session is over.
        await (await courier.ArriveAsync(parcel.Id)).JsonAsync();
        await Eventually.AsyncTrue(async () => EventsOf(await PageAsync(recipient)).Contains("session_closed"), everyMs: 500);
        Assert.Equal("no_arrival", await TypeAsync(courier, parcel, overheard));

        // He comes back the same day. The new code is on the recipient's page; the old one opens nothing.
        await (await courier.ArriveAsync(parcel.Id)).JsonAsync();
        Assert.Equal("superseded_code", await TypeAsync(courier, parcel, overheard));
        Assert.Equal(3, (int)(await PageAsync(recipient))["tries_left"]!);
        var renewed = (await PageAsync(recipient)).Text("code");
        Assert.NotEqual(overheard, renewed);

        // If he gets that one as well, the acceptance carries what there is, and the page says it within the second.
        Assert.Equal("accepted", await TypeAsync(courier, parcel, renewed));
        var page = await PageAsync(recipient);
        Assert.Equal("attempted accepted at_your_door", EventsOf(page)[^1]);
        var delivery = await DeliveryAsync(parcel);
        Assert.True((bool)delivery["review"]!);
        Assert.Equal((30, 60), ((int)delivery["signals"]!["late_acceptance"]!, (int)delivery["signals"]!["no_attempt_at_door"]!));

        // And the contest is one tap away.
        Assert.Contains("contest", page["actions"]!.AsArray().Select(action => action!.GetValue<string>()));
        page = await (await recipient.PostAsync("/v1/tracking/contests", new { kind = "not_received", statement = "He never came back." })).JsonAsync();
        Assert.Equal("contested", page.Text("status"));
    }

    [Fact]
    public async Task What_the_recipient_sees_names_no_courier_and_no_place()
    {
        var (parcel, recipient, courier) = await SendAsync("on_issue");
        await (await courier.ArriveAsync(parcel.Id)).JsonAsync();
        await TypeAsync(courier, parcel, parcel.WrongCode());
        await TypeAsync(courier, parcel, parcel.Code!, awayDegrees: 0.5);
        using var answer = await recipient.GetAsync("/v1/tracking");
        var text = await answer.Content.ReadAsStringAsync();
        foreach (var secret in new[] { "crr-071", "a3f0c9d2", "Pixel", "48.8", "2.35", "token" })
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("no-store", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            ["issued", "arrived opened at_your_door", "attempted wrong_code at_your_door", "attempted outside_geofence away_from_your_address"],
            EventsOf(JsonNode.Parse(text)!.AsObject()));
    }

    [Fact]
    public async Task R20_the_link_of_another_recipient_and_a_link_after_a_change_open_nothing()
    {
        var (parcel, recipient, _) = await SendAsync("on_issue");
        var change = await _retailer.Retailer.PutAsync($"/v1/deliveries/{parcel.Id}/recipient", new { language = "it" });
        var link = Tenant.LinkIn(await change.JsonAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, (await recipient.GetAsync("/v1/tracking")).StatusCode);
        using var successor = Tenant.ClientOf(_retailer.BaseUrl, link);
        Assert.Equal("it", (await PageAsync(successor)).Text("language"));
        using var guess = Tenant.ClientOf(_retailer.BaseUrl, link![..^4] + "AAAA");
        Assert.Equal(HttpStatusCode.Unauthorized, (await guess.GetAsync("/v1/tracking")).StatusCode);
    }

    [Fact]
    public async Task R20_a_link_is_asked_at_most_sixty_times_a_minute()
    {
        var (_, recipient, _) = await SendAsync("on_issue");
        var answers = await Task.WhenAll(Enumerable.Range(0, 70).Select(_ => recipient.GetAsync("/v1/tracking")));
        Assert.Equal(60, answers.Count(answer => answer.IsSuccessStatusCode));
        var refused = answers.First(answer => !answer.IsSuccessStatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        await refused.ProblemAsync(429, "too_many_requests");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<(Issued Parcel, HttpClient Recipient, HttpClient Courier)> SendAsync(string release)
    {
        var parcel = await _retailer.IssueAsync(new { courier_id = "crr-071", policy = new { code_release = release, session_seconds = 5 } });
        return (parcel, _retailer.Recipient(parcel), await _retailer.CourierAsync());
    }

    private async Task<JsonObject> DeliveryAsync(Issued parcel) =>
        await (await _retailer.Retailer.GetAsync($"/v1/deliveries/{parcel.Id}")).JsonAsync();

    private static async Task<JsonObject> PageAsync(HttpClient recipient) =>
        await (await recipient.GetAsync("/v1/tracking")).JsonAsync();

    private static async Task<string> TypeAsync(HttpClient courier, Issued parcel, string code, double awayDegrees = 0) =>
        (await (await courier.AttemptAsync(parcel.Id, code, change: body =>
            body["location"]!["latitude"] = (double)body["location"]!["latitude"]! + awayDegrees)).JsonAsync()).Text("outcome");

    /// <summary>`attempted wrong_code at_your_door`: an event in one line.</summary>
    private static string[] EventsOf(JsonObject page) =>
    [
        .. page["events"]!.AsArray().Select(happened => string.Join(' ', new[] { "kind", "outcome", "where" }
            .Select(member => happened![member]?.GetValue<string>()).OfType<string>())),
    ];
}
