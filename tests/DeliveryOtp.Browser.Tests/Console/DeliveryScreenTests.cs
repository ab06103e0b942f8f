using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Playwright;

namespace DeliveryOtp.Browser.Tests.Console;

/// <summary>The screen on which one delivery is judged.</summary>
public sealed class DeliveryScreenTests(Service service, Browser browser) : IClassFixture<Service>, IClassFixture<Browser>
{
    private const string Evil = "\"><img src=x onerror=alert(1)><script>alert(1)</script>";

    /// <summary>The evening of the day on which a case begins.</summary>
    private static readonly TimeSpan Evening = TimeSpan.FromHours(4.5);

    [Fact]
    public async Task The_case_from_the_news_is_told_in_short_and_entry_by_entry()
    {
        var (tenant, parcel) = await NewsAsync();
        var (page, complaints) = await browser.OpenAsync(tenant, PathOf(parcel));
        var sentence = await page.Locator(".sentence").InnerTextAsync();
        Assert.Matches("Accepted at ..:.. in visit 2, at the door, on another device. In visit 1, ..:..–..:.., nothing was entered. Outside any visit, 1 attempt was refused, the last at ..:.., 4.2 km away from the address. The recipient contested at ..:..: “I never got it”.", sentence);
        Assert.Equal(5, await page.Locator(".timeline .entry .disc").CountAsync());
        Assert.Equal(5, await page.Locator(".plan tbody tr").CountAsync());
        Assert.Equal("nothing recorded", await TextOfAnEmptyCaseAsync(tenant));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task A_look_is_one_entry_of_the_journal_and_no_row_anywhere_else()
    {
        var (tenant, parcel) = await NewsAsync();
        var (page, _) = await browser.OpenAsync(tenant, PathOf(parcel));
        await page.HoverAsync(".plan tbody tr >> nth=0");
        Assert.Equal(1, await ViewsAsync(parcel));
        await page.ReloadAsync();
        Assert.Equal(2, await ViewsAsync(parcel));

        // By an attempt's id the look is recorded at its target alone.
        var attempt = await service.Database.ScalarAsync<Guid>(
            $"select id from deliveryotp.journal where outcome = 'wrong_code' and delivery_id = '{parcel.Id}'");
        await page.GotoAsync(SignedIn.UrlOf(tenant, $"/console/attempts/{attempt}"));
        var sequence = await service.Database.ScalarAsync<int>($"select sequence from deliveryotp.journal where id = '{attempt}'");
        Assert.Equal(SignedIn.UrlOf(tenant, $"{PathOf(parcel)}#e{sequence}"), page.Url);
        Assert.True(await page.Locator($"#e{sequence}").IsVisibleAsync());
        Assert.Equal(3, await ViewsAsync(parcel));
        Assert.Equal(0, await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.access_log where retailer_id = '{tenant.Id}'"));
    }

    [Fact]
    public async Task Anothers_delivery_and_attempt_are_the_same_page_that_says_there_is_nothing()
    {
        var (tenant, parcel) = await NewsAsync();
        var stranger = await service.NewTenantAsync();
        var own = await stranger.IssueAsync();
        var (page, _) = await browser.OpenAsync(stranger, PathOf(own));
        var attempt = await service.Database.ScalarAsync<Guid>($"select id from deliveryotp.journal where outcome = 'accepted' and delivery_id = '{parcel.Id}'");
        foreach (var path in (string[])[PathOf(parcel), $"/console/attempts/{attempt}", $"/console/deliveries/{Guid.Empty}", "/console/deliveries/nonsense"])
        {
            var answer = await page.GotoAsync(SignedIn.UrlOf(tenant, path));
            Assert.Equal((404, "There is nothing here."), (answer!.Status, await page.Locator("h1").InnerTextAsync()));
        }

        Assert.Equal(0, await ViewsAsync(parcel));
    }

    [Theory]
    [MemberData(nameof(Sizes.BothScreens), MemberType = typeof(Sizes))]
    public async Task It_fits_and_everybody_can_use_it(int width, bool isDark)
    {
        var (tenant, parcel) = await NewsAsync();
        var (page, complaints) = await browser.OpenAsync(tenant, PathOf(parcel), width, isDark);
        await AssertFineAsync(page, width, $"news-{width}{(isDark ? "-dark" : string.Empty)}");
        var pending = await tenant.IssueAsync(new { policy = new { code_release = "on_arrival" } });
        await page.GotoAsync(SignedIn.UrlOf(tenant, PathOf(pending)));
        await page.ClickAsync("summary:has-text('Hold the delivery')");
        await AssertFineAsync(page, width, $"pending-{width}{(isDark ? "-dark" : string.Empty)}");
        Assert.Empty(complaints);
    }

    [Theory]
    [MemberData(nameof(Sizes.Widths), MemberType = typeof(Sizes))]
    public async Task What_strangers_wrote_is_text_and_the_layout_holds(int width)
    {
        var tenant = await service.NewTenantAsync();
        var parcel = await tenant.IssueAsync(new
        {
            order_id = $"{Evil}{new string('W', 60)}",
            destination = new { latitude = Tenant.Latitude, longitude = Tenant.Longitude, country = "FR", address = $"{Evil} {new string('A', 400)}" },
            courier_id = "<i>crr</i>",
            parcel_barcode = "TBA\u001d<b>1",
            seller = new { name = $"{Evil}{new string('S', 120)}", country = "IT", marketplace = new string('m', 200) },
        });
        using var courier = await tenant.CourierAsync("<i>crr</i>");
        await (await courier.AttemptAsync(parcel.Id, parcel.Code!, service.Clock.GetUtcNow(), change: body =>
        {
            body["scanned_barcode"] = "TBA\u001d<b>1";
            body["device"]!["id"] = $"{Evil}{new string('d', 60)}";
            body["device"]!["model"] = Evil;
        })).JsonAsync();
        using var recipient = tenant.Recipient(parcel);
        await (await recipient.PostAsync("/v1/tracking/contests", new { kind = "empty_box", statement = $"{Evil}\n{new string('x', 1500)}" })).JsonAsync();

        List<string> dialogs = [], requests = [];
        var (page, complaints) = await browser.OpenAsync(tenant, PathOf(parcel), width);
        page.Dialog += (_, dialog) => dialogs.Add(dialog.Message);
        page.Request += (_, request) => requests.Add(request.Url);
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
        Assert.Contains(Evil, await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("main img, main script, main b, main i").CountAsync());
        Assert.Contains("TBA\\u001d<b>1", await page.Locator(".timeline pre").Nth(1).InnerTextAsync(), StringComparison.Ordinal);
        Assert.All(requests, url => Assert.StartsWith(SignedIn.UrlOf(tenant, "/"), url, StringComparison.Ordinal));
        Assert.DoesNotContain(requests, url => url.EndsWith("/x", StringComparison.Ordinal));
        await AssertFineAsync(page, width, $"hostile-{width}");
        Assert.Empty(dialogs);
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Support_holds_a_delivery_by_keyboard_with_a_reason(bool hasScripts)
    {
        var tenant = await service.NewTenantAsync();
        var parcel = await tenant.IssueAsync(new { policy = new { code_release = "on_arrival" } });
        var (page, complaints) = await browser.OpenAsync(tenant, PathOf(parcel), hasScripts: hasScripts);
        await page.FocusAsync("summary:has-text('Hold the delivery')");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("  The recipient called: nobody is at home today.  ");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Hold this delivery", await page.Locator("button:focus").InnerTextAsync());
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**?done=*");

        Assert.StartsWith("Done. On hold", await page.Locator("#notice").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("On hold", await page.Locator(".chips .chip").First.InnerTextAsync());
        Assert.Equal("The recipient called: nobody is at home today.", await page.Locator(".timeline blockquote").InnerTextAsync());
        Assert.Contains("Hold: not now. The delivery is held already.", await page.Locator("#acts .forbidden").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(
            "support The recipient called: nobody is at home today.",
            await service.Database.ScalarAsync<string>($"select actor_role || ' ' || (detail->>'reason') from deliveryotp.journal where kind = 'held' and delivery_id = '{parcel.Id}'"));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task R22_a_new_code_and_an_unlock_show_no_code()
    {
        var tenant = await service.NewTenantAsync();
        var parcel = await tenant.IssueAsync(new { policy = new { code_release = "on_arrival" } });
        var (page, _) = await browser.OpenAsync(tenant, PathOf(parcel));
        await page.ClickAsync("summary:has-text('Issue a new code')");
        await page.ClickAsync("button:has-text('Issue a new code')");
        await page.WaitForURLAsync("**?done=*");
        Assert.StartsWith("Done. New code, generation 2", await page.Locator("#notice").InnerTextAsync(), StringComparison.Ordinal);

        var locked = await tenant.IssueAsync();
        using var courier = await tenant.CourierAsync();
        for (var offset = 1; offset <= 3; offset++)
            await courier.AttemptAsync(locked.Id, locked.WrongCode(offset), service.Clock.GetUtcNow());
        await page.GotoAsync(SignedIn.UrlOf(tenant, PathOf(locked)));
        await page.ClickAsync("summary:has-text('Unlock the delivery')");
        await page.FillAsync("#reason-unlock", "The recipient read the digits out wrongly.");
        await page.ClickAsync("button:has-text('Unlock this delivery')");
        await page.WaitForURLAsync("**?done=*");
        using var recipient = tenant.Recipient(locked);
        var code = (await (await recipient.GetAsync("/v1/tracking")).JsonAsync()).Text("code");
        Assert.DoesNotContain(code, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(locked.Code!, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("summary:has-text('Unlock the delivery')").CountAsync());
    }

    [Fact]
    public async Task A_form_sent_twice_is_one_act_and_whoever_is_late_is_told_so()
    {
        var tenant = await service.NewTenantAsync();
        var parcel = await tenant.IssueAsync();
        var (page, _) = await browser.OpenAsync(tenant, PathOf(parcel));
        var answers = await page.EvaluateAsync<string[]>(
            """
            async () => {
              const form = document.querySelector("#acts .act form");
              const send = async (reason) => {
                form.querySelector("textarea").value = reason;
                return (await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) })).url;
              };
              return [await send("The first of two reasons."), await send("The first of two reasons."), await send("The second of two reasons.")];
            }
            """);
        Assert.Contains("?done=", answers[0], StringComparison.Ordinal);
        Assert.Equal(answers[0], answers[1]);
        Assert.Contains("?again=", answers[2], StringComparison.Ordinal);
        Assert.Equal(1, await HoldsAsync(parcel));
        await page.GotoAsync(answers[2]);
        Assert.StartsWith("That form had been sent before", await page.Locator("#notice").InnerTextAsync(), StringComparison.Ordinal);

        // Somebody else was faster.
        var other = await tenant.IssueAsync();
        await page.GotoAsync(SignedIn.UrlOf(tenant, PathOf(other)));
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{other.Id}/holds", new { reason = "first" })).JsonAsync();
        await HoldAsync(page, "Too late by a moment.");
        Assert.StartsWith("Somebody was faster: The delivery is held already.", await page.Locator("#notice").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await HoldsAsync(other));

        // What an address says without an act behind it is not said.
        await page.GotoAsync(SignedIn.UrlOf(tenant, $"{PathOf(other)}?done={Guid.Empty}"));
        Assert.Equal(0, await page.Locator("#notice").CountAsync());
        await page.GotoAsync(SignedIn.UrlOf(tenant, $"{PathOf(other)}?faster=too_late_to_contest"));
        Assert.Equal(0, await page.Locator("#notice").CountAsync());
    }

    [Fact]
    public async Task A_reason_that_says_nothing_is_refused_beside_the_field_and_a_form_without_its_token_as_a_whole()
    {
        var tenant = await service.NewTenantAsync();
        var parcel = await tenant.IssueAsync();
        var (page, _) = await browser.OpenAsync(tenant, PathOf(parcel), hasScripts: false);
        await page.ClickAsync("summary:has-text('Hold the delivery')");
        await page.FillAsync("#reason-hold", "         x         ");
        await page.ClickAsync("button:has-text('Hold this delivery')");
        await page.Locator("#notice").WaitForAsync();
        Assert.Contains("at least 10 characters", await page.Locator("#error-hold").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("true", await page.GetAttributeAsync("#reason-hold", "aria-invalid"));
        await Axe.AssertCleanAsync((await ReopenAsync(page)).Page, "refused reason");

        var (scripted, _) = await browser.OpenAsync(tenant, PathOf(parcel));
        await scripted.ClickAsync("summary:has-text('Hold the delivery')");
        await scripted.EvaluateAsync("document.querySelectorAll('.act input[name=__RequestVerificationToken]').forEach(token => token.remove())");
        await scripted.FillAsync("#reason-hold", "A good reason, from elsewhere.");
        var answer = await scripted.RunAndWaitForResponseAsync(() => scripted.ClickAsync("button:has-text('Hold this delivery')"), response => response.Request.Method == "POST");
        Assert.Equal(400, answer.Status);
        Assert.Equal(0, await HoldsAsync(parcel));

        async Task<(IPage Page, List<string>)> ReopenAsync(IPage _)
        {
            var opened = await browser.OpenAsync(tenant, PathOf(parcel));
            await opened.Page.ClickAsync("summary:has-text('Hold the delivery')");
            await opened.Page.EvaluateAsync("document.querySelector('#acts .act form').noValidate = true");
            await opened.Page.FillAsync("#reason-hold", "x");
            await opened.Page.ClickAsync("button:has-text('Hold this delivery')");
            await opened.Page.Locator("#notice").WaitForAsync();
            return opened;
        }
    }

    [Fact]
    public async Task Pointing_at_a_row_an_entry_or_a_disc_marks_all_three()
    {
        var (tenant, parcel) = await NewsAsync();
        var (page, _) = await browser.OpenAsync(tenant, PathOf(parcel));
        var sequence = await page.Locator(".plan tbody tr").Nth(1).GetAttributeAsync("data-entry");
        foreach (var place in (string[])[".plan tbody tr >> nth=1", $".timeline #e{sequence} .headline", $".drawing .disc[data-entry='{sequence}']"])
        {
            await page.HoverAsync("h1");
            await Assertions.Expect(page.Locator("[data-pointed]")).ToHaveCountAsync(0);
            await page.HoverAsync(place, new() { Force = true });
            foreach (var part in (string[])[$"tr[data-entry='{sequence}']", $".timeline #e{sequence}", $".drawing [data-entry='{sequence}']"])
                await Assertions.Expect(page.Locator(part).First).ToHaveAttributeAsync("data-pointed", string.Empty);
        }

        await page.FocusAsync(".plan tbody tr:first-child a");
        await Assertions.Expect(page.Locator(".timeline .entry:has(.disc)").First).ToHaveAttributeAsync("data-pointed", string.Empty);
    }

    [Fact]
    public async Task The_map_is_told_the_address_and_nothing_else()
    {
        var (tenant, parcel) = await NewsAsync();
        var (page, _) = await browser.OpenAsync(tenant, PathOf(parcel));
        var link = page.Locator(".map a");
        Assert.Equal("https://www.openstreetmap.org/search?query=12%20rue%20de%20Rivoli%2C%2075004%20Paris%2C%20FR", await link.GetAttributeAsync("href"));
        Assert.Equal("noreferrer noopener", await link.GetAttributeAsync("rel"));
    }

    private static string PathOf(Issued parcel) => $"/console/deliveries/{parcel.Id}";

    private static async Task AssertFineAsync(IPage page, int width, string name)
    {
        Assert.True(await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, innerWidth)") <= width, $"{name} is wider than {width} px");
        Assert.Empty(await page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll("main a, main button, main summary, main textarea")]
              .filter(target => target.checkVisibility() && target.getBoundingClientRect().height < 24 && getComputedStyle(target).display !== "inline")
              .map(target => target.outerHTML.slice(0, 120))
            """));
        await Axe.AssertCleanAsync(page, name);
        await Screens.ShootAsync(page, $"console/delivery-{name}", isWhole: true);
    }

    private static async Task HoldAsync(IPage page, string reason)
    {
        await page.ClickAsync("summary:has-text('Hold the delivery')");
        await page.FillAsync("#reason-hold", reason);
        await page.ClickAsync("button:has-text('Hold this delivery')");
        await page.Locator("#notice").WaitForAsync();
    }

    private Task<long> ViewsAsync(Issued parcel) => service.Database.ScalarAsync<long>(
        $"select count(*) from deliveryotp.journal where kind = 'viewed' and detail->>'resource' = 'console' and delivery_id = '{parcel.Id}'");

    private Task<long> HoldsAsync(Issued parcel) =>
        service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.journal where kind = 'held' and delivery_id = '{parcel.Id}'");

    private async Task<string> TextOfAnEmptyCaseAsync(Tenant tenant)
    {
        var (page, _) = await browser.OpenAsync(tenant, PathOf(await tenant.IssueAsync()));
        return await page.Locator(".side-of.for p").InnerTextAsync();
    }

    /// <summary>Arrives, types nothing, leaves; tries from afar; comes back in the evening with another phone.</summary>
    private async Task<(Tenant Tenant, Issued Parcel)> NewsAsync()
    {
        // From morning to evening, at whatever hour the test runs: what lies on two days is told with its days.
        service.Clock.Advance(Now.Date.AddDays(1).AddHours(9) - Now.UtcDateTime);
        var tenant = await service.NewTenantAsync();
        var parcel = await tenant.IssueAsync(new
        {
            destination = new { latitude = Tenant.Latitude, longitude = Tenant.Longitude, country = "FR", address = "12 rue de Rivoli, 75004 Paris" },
            courier_id = "crr-071",
            seller = new { name = "Example Italia S.r.l.", country = "IT", marketplace = "example.it" },
        });
        using var recipient = tenant.Recipient(parcel);
        using var morning = await tenant.CourierAsync();
        await (await morning.ArriveAsync(parcel.Id, Now)).JsonAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(15));
        await (await morning.AttemptAsync(parcel.Id, parcel.Code!, Now, change: body => Borrowed(body, 3000, 2900))).JsonAsync();
        service.Clock.Advance(Evening);
        using var evening = await tenant.CourierAsync();
        await (await evening.ArriveAsync(parcel.Id, Now, change: body => Borrowed(body, -12, 17))).JsonAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        var code = (await (await recipient.GetAsync("/v1/tracking")).JsonAsync()).Text("code");
        await (await evening.AttemptAsync(parcel.Id, Issued.WrongCodeOf(code), Now, change: body => Borrowed(body, -10, 18))).JsonAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await evening.AttemptAsync(parcel.Id, code, Now, change: body => Borrowed(body, -14, 19))).JsonAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(11));
        await (await recipient.PostAsync("/v1/tracking/contests", new { kind = "not_received", statement = "Nobody rang in the evening." })).JsonAsync();
        return (tenant, parcel);
    }

    private DateTimeOffset Now => service.Clock.GetUtcNow();

    private static void Borrowed(JsonObject body, double metresNorth, double metresEast)
    {
        body["location"]!["latitude"] = Tenant.Latitude + (metresNorth / 111_195);
        body["location"]!["longitude"] = Tenant.Longitude + (metresEast / 73_170);
        body["device"]!["id"] = "77b2e1";
        body["device"]!["manufacturer"] = "Samsung";
        body["device"]!["model"] = "Galaxy A15";
        body["device"]!["os_version"] = "14";
    }
}
