using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Playwright;

namespace DeliveryOtp.Browser.Tests.Console;

/// <summary>
/// The case from the news as support sees it: found by the order's number, read in words, decided. A rejection on the code alone
/// is refused.
/// </summary>
public sealed class SupportCaseTests(Service service, Browser browser) : IClassFixture<Service>, IClassFixture<Browser>
{
    private const string Because = "The courier left at noon without typing anything, and came back alone.";

    [Fact]
    public async Task The_case_is_decided_with_the_keyboard_alone()
    {
        var (tenant, parcel) = await ContestedAsync();
        var (page, complaints) = await browser.OpenAsync(width: 1280, height: 900);
        await page.GotoAsync(SignedIn.UrlOf(tenant, "/console"));
        await TabToAsync(page, "#key");
        await page.Keyboard.TypeAsync(tenant.SupportKey);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(SignedIn.UrlOf(tenant, "/console"));

        // By the order's number, as the caller reads it out.
        await TabToAsync(page, "#q");
        await page.Keyboard.TypeAsync(parcel.OrderId);
        await page.WaitForSelectorAsync("[data-hit]");
        await TabToAsync(page, "[data-hit]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains($"/console/deliveries/{parcel.Id}", StringComparison.Ordinal));
        Assert.Contains("Accepted at", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("In visit 1", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("nothing was entered", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await TabToAsync(page, ".dispute-box a.main");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("/console/disputes/", StringComparison.Ordinal));
        await TabToAsync(page, "[name='Decision.Outcome']");
        await page.Keyboard.PressAsync("ArrowUp");
        Assert.True(await page.IsCheckedAsync("#outcome-rejected"));
        await TabToAsync(page, "#ground-code_accepted");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "#reasons");
        await page.Keyboard.TypeAsync("The code was used, so the parcel was handed over.");
        await TabToAsync(page, "#decision button.main");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#notice");
        Assert.Contains("A code alone proves nothing", await page.InnerTextAsync("#notice"), StringComparison.Ordinal);
        Assert.Equal("notice", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal(0, await DecisionsAsync(parcel));
        await Screens.ShootAsync(page, "console/dispute-refused-1280", isWhole: true);
        await Axe.AssertCleanAsync(page, "a decision that was refused");

        await TabToAsync(page, "[name='Decision.Outcome']:checked");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.True(await page.IsCheckedAsync("#outcome-refund"));
        await TabToAsync(page, "#reasons");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(Because);
        await TabToAsync(page, "#decision button.main");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => !document.querySelector('#decision form')");
        Assert.Contains(Because, await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(1, await DecisionsAsync(parcel));

        // The browser itself reports the answer of 422; nothing else may complain.
        Assert.DoesNotContain(complaints, complaint => !complaint.Contains("422", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_case_is_decided_without_scripts()
    {
        var (tenant, parcel) = await ContestedAsync();
        var (page, _) = await browser.OpenAsync(tenant, "/console/disputes", hasScripts: false);
        await page.ClickAsync($"a[href*='/console/disputes/'] >> nth=0");
        await page.CheckAsync("#outcome-rejected");
        await page.CheckAsync("#ground-code_accepted");
        await page.FillAsync("#reasons", "The code was used, so the parcel was handed over.");
        await page.ClickAsync("#decision button.main");
        Assert.Contains("A code alone proves nothing", await page.InnerTextAsync("#notice"), StringComparison.Ordinal);
        Assert.Equal(0, await DecisionsAsync(parcel));
        Assert.Contains("The code was used", await page.InputValueAsync("#reasons"), StringComparison.Ordinal);
        await page.CheckAsync("#outcome-replacement");
        await page.FillAsync("#reasons", Because);
        await page.ClickAsync("#decision button.main");
        Assert.Contains(Because, await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(1, await DecisionsAsync(parcel));
    }

    /// <summary>Tab until the element has the focus; at each stop something has, and it can be seen.</summary>
    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var stops = 0; stops < 150; stops++)
        {
            await page.Keyboard.PressAsync("Tab");
            var where = await page.EvaluateAsync<string>(
                """
                selector => {
                  const focused = document.activeElement;
                  if (focused === document.body) return "nowhere";
                  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
                  if (outlineStyle === "none" || outlineWidth === "0px") return `unseen: ${focused.outerHTML.slice(0, 200)}`;
                  return focused.matches(selector) ? "there" : "";
                }
                """,
                selector);
            if (where == "there")
                return;

            // After the last stop the focus leaves for the browser's own bar, and comes back at the first.
            Assert.True(where is "" or "nowhere", where);
        }

        Assert.Fail($"{selector} can't be reached with the keyboard");
    }

    private Task<long> DecisionsAsync(Issued parcel) => service.Database.ScalarAsync<long>(
        $"select count(*) from deliveryotp.journal where kind = 'dispute_decided' and delivery_id = '{parcel.Id}'");

    /// <summary>At noon nothing is typed; in the evening the code is used; the recipient never got it.</summary>
    private async Task<(Tenant Tenant, Issued Parcel)> ContestedAsync()
    {
        var tenant = await service.NewTenantAsync();
        var parcel = await tenant.IssueAsync(new { courier_id = "crr-071", seller = new { name = "Example Italia S.r.l.", country = "IT" } });
        using var recipient = tenant.Recipient(parcel);
        using var noon = await tenant.CourierAsync();
        await (await noon.ArriveAsync(parcel.Id, Now)).JsonAsync();
        service.Clock.Advance(TimeSpan.FromHours(4));
        using var evening = await tenant.CourierAsync();
        await (await evening.ArriveAsync(parcel.Id, Now)).JsonAsync();
        var code = (await (await recipient.GetAsync("/v1/tracking")).JsonAsync())["code"]!.GetValue<string>();
        await (await evening.AttemptAsync(parcel.Id, code, Now)).JsonAsync();
        await (await recipient.PostAsync("/v1/tracking/contests", new { kind = "not_received" })).JsonAsync();
        return (tenant, parcel);
    }

    private DateTimeOffset Now => service.Clock.GetUtcNow();
}
