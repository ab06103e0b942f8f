using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Stories;

/// <summary>
/// The case from the news once more, in real time: he leaves with the digits in his head, and they are dead before he is round the
/// corner (R9).
/// </summary>
public sealed class ShownCaseTests(RealTimeService service) : IClassFixture<RealTimeService>, IAsyncLifetime
{
    private Tenant _retailer = null!;

    public async Task InitializeAsync() => _retailer = await service.NewTenantAsync();

    [Fact]
    public async Task R9_shown_he_leaves_and_types_six_seconds_later()
    {
        var (parcel, recipient, courier) = await SendAsync("on_arrival");
        await courier.ArriveAsync(parcel.Id);
        var page = await TapAsync(recipient, "reveals", new { });
        var overheard = page.Text("code");
        Assert.Equal(("visible", 5), (page.Text("code_state"), (int)page["showing"]!["seconds"]!));
        Assert.Equal(["hide", "denial", "report"], Actions(page));

        await Task.Delay(TimeSpan.FromSeconds(6));
        Assert.Equal(("code_not_shown", 3), await TypeAsync(courier, parcel, overheard));

        // The lapse is in the journal with its true time, though nobody did anything.
        await Eventually.AsyncTrue(async () => (await KindsAsync(parcel)).Contains("hidden"), everyMs: 200);
        page = await PageAsync(recipient);
        Assert.Equal(("hidden", null, null), (page.Text("code_state"), page["code"]?.GetValue<string>(), page["showing"]?.ToJsonString()));

        // Shown again: other digits. The old ones are an old message, and cost no try.
        var shown = (await TapAsync(recipient, "reveals", new { })).Text("code");
        Assert.NotEqual(overheard, shown);
        Assert.Equal(("superseded_code", 3), await TypeAsync(courier, parcel, overheard));
        Assert.Equal(("accepted", 3), await TypeAsync(courier, parcel, shown));
    }

    [Fact]
    public async Task R9_hidden_it_is_dead_at_once_and_a_late_tap_reopens_nothing()
    {
        var (parcel, recipient, courier) = await SendAsync("on_arrival");
        await courier.ArriveAsync(parcel.Id);
        var page = await TapAsync(recipient, "reveals", new { });
        var (first, number) = (page.Text("code"), (int)page["showing"]!["number"]!);
        page = await TapAsync(recipient, "hides", new { showing = number });
        Assert.Equal(("hidden", null), (page.Text("code_state"), page["code"]?.GetValue<string>()));
        Assert.Equal(("code_not_shown", 3), await TypeAsync(courier, parcel, first));
        await (await recipient.PostAsync("/v1/tracking/reveals", new { showing = number })).ProblemAsync(409, "state_conflict");

        // A hide that was on its way does not end the next showing.
        var second = await TapAsync(recipient, "reveals", new { });
        page = await TapAsync(recipient, "hides", new { showing = number });
        Assert.Equal((second.Text("code"), (int)second["showing"]!["number"]!), (page.Text("code"), (int)page["showing"]!["number"]!));
        Assert.Equal(("accepted", 3), await TypeAsync(courier, parcel, second.Text("code")));
    }

    [Fact]
    public async Task R9_kept_showing_the_same_digits_go_on()
    {
        var (parcel, recipient, courier) = await SendAsync("on_arrival");
        await courier.ArriveAsync(parcel.Id);
        var page = await TapAsync(recipient, "reveals", new { });
        for (var i = 0; i < 2; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            page = await TapAsync(recipient, "reveals", new { showing = 1 });
        }

        Assert.Equal(("accepted", 3), await TypeAsync(courier, parcel, page.Text("code")));
        Assert.Equal("issued arrived revealed revealed revealed attempted", string.Join(' ', await KindsAsync(parcel)));
    }

    [Fact]
    public async Task R9_under_on_issue_with_presence_required_the_code_waits_for_the_tap_and_outlives_its_end()
    {
        var (parcel, recipient, courier) = await SendAsync("on_issue", presence: "required");
        Assert.Equal(("no_arrival", 3), await TypeAsync(courier, parcel, parcel.Code!));
        await courier.ArriveAsync(parcel.Id);
        Assert.Equal(("code_not_shown", 3), await TypeAsync(courier, parcel, parcel.Code!));
        await TapAsync(recipient, "reveals", new { });
        await Task.Delay(TimeSpan.FromSeconds(6));
        Assert.Equal(("code_not_shown", 3), await TypeAsync(courier, parcel, parcel.Code!));
        var page = await TapAsync(recipient, "reveals", new { });
        Assert.Equal((parcel.Code, 2), (page.Text("code"), (int)page["showing"]!["number"]!));
        Assert.Equal(("accepted", 3), await TypeAsync(courier, parcel, parcel.Code!));
    }

    [Fact]
    public async Task The_page_has_what_it_needs_to_count_down_and_to_say_why()
    {
        var (parcel, recipient, courier) = await SendAsync("on_arrival");
        var page = await PageAsync(recipient);
        Assert.Equal(("on_arrival", "Europe/Paris", 1), (page.Text("code_release"), page.Text("time_zone"), (int)page["last_event"]!));
        Assert.True(page["now"]!.GetValue<DateTimeOffset>() < page["expires_at"]!.GetValue<DateTimeOffset>());
        foreach (var name in new[] { "showing", "contest_until", "held_because", "seller", "refused", "doorstep" })
            Assert.True(page.ContainsKey(name) && page[name] is null, name);
        await courier.ArriveAsync(parcel.Id);
        Assert.Equal(["reveal", "denial", "report"], Actions(await PageAsync(recipient)));
        page = await TapAsync(recipient, "reports", new { kind = "left_with_parcel" });
        Assert.Equal("recipient", page.Text("held_because"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<(Issued Parcel, HttpClient Recipient, HttpClient Courier)> SendAsync(string release, string presence = "optional")
    {
        var parcel = await _retailer.IssueAsync(new
        {
            courier_id = "crr-071",
            policy = new { code_release = release, recipient_presence = presence, session_seconds = 60, reveal_seconds = 5 },
        });
        return (parcel, _retailer.Recipient(parcel), await _retailer.CourierAsync());
    }

    private async Task<string[]> KindsAsync(Issued parcel) =>
    [
        .. (await (await _retailer.Retailer.GetAsync($"/v1/deliveries/{parcel.Id}/timeline")).JsonAsync())["data"]!.AsArray()
            .Select(entry => entry!["kind"]!.GetValue<string>()),
    ];

    private static async Task<JsonObject> PageAsync(HttpClient recipient) => await (await recipient.GetAsync("/v1/tracking")).JsonAsync();

    private static async Task<JsonObject> TapAsync(HttpClient recipient, string tap, object body) =>
        await (await recipient.PostAsync($"/v1/tracking/{tap}", body)).JsonAsync();

    private static string[] Actions(JsonObject page) => [.. page["actions"]!.AsArray().Select(action => action!.GetValue<string>())];

    private static async Task<(string Outcome, int TriesLeft)> TypeAsync(HttpClient courier, Issued parcel, string code)
    {
        var verdict = await (await courier.AttemptAsync(parcel.Id, code)).JsonAsync();
        return (verdict.Text("outcome"), (int)verdict["tries_left"]!);
    }
}
