using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Playwright;

namespace DeliveryOtp.Browser.Tests.Console;

/// <summary>A dispute in a browser: from the queue to its decision, with and without scripts, with the keyboard alone.</summary>
public sealed class DisputesTests(Service service, Browser browser) : IClassFixture<Service>, IClassFixture<Browser>
{
    /// <summary>Widths, whether the colours are dark, and whether the browser runs scripts.</summary>
    public static TheoryData<int, bool, bool> WaysToDecide => Sizes.IsFull
        ? new() { { 1280, false, true }, { 390, true, true }, { 320, false, false } }
        : new() { { 390, true, true }, { 320, false, false } };

    [Theory]
    [MemberData(nameof(WaysToDecide))]
    public async Task A_code_alone_is_refused_with_focus_on_why_and_one_more_ground_decides(int width, bool isDark, bool hasScripts)
    {
        var (tenant, dispute) = await ContestedAsync();
        var (page, complaints) = await browser.OpenAsync(tenant, "/console/disputes", width, isDark, hasScripts);
        await LookAsync(page, $"disputes-{width}", hasScripts);
        await page.ClickAsync("table a[data-open]");
        await page.WaitForSelectorAsync("#decision");
        await LookAsync(page, $"dispute-{width}", hasScripts);

        await page.CheckAsync("#outcome-rejected");
        await page.CheckAsync("#ground-code_accepted");
        Assert.True(await page.IsDisabledAsync("#ground-recipient_receipt"));
        await page.FillAsync("#reasons", "The code was right, and that is all there is.");
        Assert.Equal("Reject the claim", await page.InnerTextAsync(".decision button.main"));
        Assert.StartsWith("You decide that the recipient gets nothing, on these grounds: code accepted.", await page.InnerTextAsync(".decision .before"), StringComparison.Ordinal);
        await page.ClickAsync(".decision button.main");
        await page.WaitForSelectorAsync("#notice[role=alert]");
        Assert.Contains("A code alone proves nothing", await page.InnerTextAsync("#notice"), StringComparison.Ordinal);
        Assert.True(await page.Locator("#notice").EvaluateAsync<bool>("notice => document.activeElement === notice"));
        Assert.True(await page.IsCheckedAsync("#ground-code_accepted"));
        await LookAsync(page, $"dispute-refused-{width}", hasScripts);

        await page.CheckAsync("#ground-inside_geofence");
        await page.ClickAsync(".decision button.main");
        await page.WaitForURLAsync($"**/console/disputes/{dispute}?after=done#notice");
        Assert.Contains("Decision: rejected", await page.InnerTextAsync("#decision"), StringComparison.Ordinal);
        await LookAsync(page, $"dispute-decided-{width}", hasScripts);
        Assert.All(complaints, complaint => Assert.Contains("422", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_keyboard_leads_from_the_queue_to_the_decision()
    {
        var (tenant, dispute) = await ContestedAsync();
        var (page, _) = await browser.OpenAsync(tenant, "/console/disputes");
        await TabToAsync(page, "table a[data-open]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#decision");
        await TabToAsync(page, "#outcome-refund");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "#reasons");
        await page.Keyboard.TypeAsync("Nobody was at the door at that time.");
        await TabToAsync(page, ".decision button.main");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/console/disputes/{dispute}?after=done#notice");
        Assert.Contains("Decision: refund", await page.InnerTextAsync("#decision"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sizes.Screens), MemberType = typeof(Sizes))]
    public async Task The_forms_beside_a_delivery_open_are_sent_and_answer(int width, bool isDark)
    {
        var (tenant, _) = await ContestedAsync();
        var issued = await tenant.IssueAsync();
        var (page, complaints) = await browser.OpenAsync(tenant, $"/console/deliveries/{issued.Id}", width, isDark);
        await page.ClickAsync("#disputes summary:has-text('Open a dispute')");
        await LookAsync(page, $"dispute-box-{width}", hasScripts: true);
        await page.SelectOptionAsync("#dispute-kind", "empty_box");
        await page.FillAsync("#dispute-statement", "A brick \u05D0\u05D1.");
        await page.ClickAsync("#disputes button:has-text('Open the dispute')");
        await page.WaitForSelectorAsync("#decision");
        await page.FillAsync("#note", "Asked the carrier for the van's log.");
        await page.ClickAsync("#notes button");
        await page.WaitForURLAsync("**?after=done#notice");
        Assert.Contains("Asked the carrier", await page.InnerTextAsync("#notes"), StringComparison.Ordinal);
        await page.GotoAsync(SignedIn.UrlOf(tenant, $"/console/deliveries/{issued.Id}/case?form=contest"));
        await LookAsync(page, $"dispute-form-{width}", hasScripts: true);
        await page.GotoAsync(SignedIn.UrlOf(tenant, "/console/disputes?due=overdue"));
        Assert.Contains("No dispute is overdue", await page.InnerTextAsync(".empty"), StringComparison.Ordinal);
        await LookAsync(page, $"disputes-empty-{width}", hasScripts: true);
        Assert.Empty(complaints);
    }

    private async Task<(Tenant Tenant, string Dispute)> ContestedAsync()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { seller = new { name = "Example Italia S.r.l.", country = "IT" } });
        using var courier = await tenant.CourierAsync();
        await (await courier.AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow())).JsonAsync();
        await (await tenant.Recipient(issued).PostAsync("/v1/tracking/contests", new { kind = "not_received", statement = "Nobody rang." })).JsonAsync();
        var disputes = await (await tenant.Retailer.GetAsync($"/v1/disputes?delivery_id={issued.Id}")).JsonAsync();
        return (tenant, disputes["data"]![0]!["id"]!.GetValue<string>());
    }

    private static async Task LookAsync(IPage page, string name, bool hasScripts)
    {
        if (hasScripts)
        {
            await Axe.AssertCleanAsync(page, name);
            await Screens.AssertFitsAsync(page, name);
        }

        await Screens.ShootAsync(page, $"console/{name}", isWhole: true);
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var steps = 0; steps < 80; steps++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector))
                return;
        }

        Assert.Fail($"eighty tabs do not lead to {selector}");
    }
}
