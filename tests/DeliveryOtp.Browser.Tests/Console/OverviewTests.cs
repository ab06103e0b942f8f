using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Playwright;

namespace DeliveryOtp.Browser.Tests.Console;

/// <summary>The morning's page.</summary>
public sealed class OverviewTests(Service service, Browser browser) : IClassFixture<Service>, IClassFixture<Browser>
{
    [Theory]
    [MemberData(nameof(Sizes.Screens), MemberType = typeof(Sizes))]
    public async Task Every_state_can_be_used_by_everybody(int width, bool isDark)
    {
        foreach (var (name, tenant) in new[] { ("overview", await NightAsync()), ("overview-empty", await service.NewTenantAsync()) })
        {
            var (page, complaints) = await browser.OpenAsync(tenant, "/console", width, isDark);
            await Axe.AssertCleanAsync(page, $"{name} {width}");
            await Screens.AssertFitsAsync(page, $"{name} {width}");
            await Screens.ShootAsync(page, $"console/{name}-{width}{(isDark ? "-dark" : "")}", isWhole: true);
            Assert.Empty(complaints);
        }
    }

    [Fact]
    public async Task It_says_what_was_recorded_and_each_look_leaves_a_trace()
    {
        var tenant = await NightAsync();
        var (page, complaints) = await browser.OpenAsync(tenant, "/console", hasScripts: false);

        // Yesterday an accepted one and a wrong one; today three wrong ones that lock, and a refusal; the courier is suspended.
        Assert.Equal("0 % (0 of 4)", await TileAsync(page, "Accepted, 24 hours"));
        Assert.Equal("16 % (1 of 6)", await TileAsync(page, "Accepted, 7 days"));
        Assert.Equal("1", await TileAsync(page, "Locked out"));
        Assert.Equal("1", await TileAsync(page, "Suspended"));
        Assert.Equal(["crr-072"], await page.Locator("table", new() { HasText = "Suspended couriers" }).Locator("tbody th").AllInnerTextsAsync());
        Assert.Equal((int[])[4, 0, 3, 1], await SumAsync(page, "Attempts per hour", rows: 24));
        Assert.Equal((int[])[6, 1, 4, 1], await SumAsync(page, "Attempts per day", rows: 7));
        Assert.Contains("signals", await page.Locator("table", new() { HasText = "Readers" }).Locator("tbody th").AllInnerTextsAsync());

        // Within half a minute the same is shown, and recorded again; then it is counted anew.
        using var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        await (await courier.AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow())).JsonAsync();
        await page.ReloadAsync();
        Assert.Equal("0 % (0 of 4)", await TileAsync(page, "Accepted, 24 hours"));
        service.Clock.Advance(TimeSpan.FromSeconds(31));
        await page.ReloadAsync();
        Assert.Equal("20 % (1 of 5)", await TileAsync(page, "Accepted, 24 hours"));
        Assert.Equal(3, await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.access_log where retailer_id = '{tenant.Id}' and resource = 'overview'"));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Disputes_are_due_within_a_week_and_then_overdue()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        await AttemptAsync(courier, issued, issued.Code!);
        await (await tenant.Support.PostAsync("/v1/disputes", new { delivery_id = issued.Id, kind = "not_received", opened_by = "recipient", statement = "It never came." }, Guid.NewGuid().ToString())).JsonAsync();
        foreach (var (days, overdue, thisWeek) in new[] { (0, "0", "0"), (8, "0", "1"), (7, "1", "0") })
        {
            service.Clock.Advance(TimeSpan.FromDays(days));
            var (page, _) = await browser.OpenAsync(tenant, "/console");
            Assert.Equal(overdue, await TileAsync(page, "Disputes overdue"));
            Assert.Equal(thisWeek, await TileAsync(page, "Disputes due within a week"));
        }
    }

    [Fact]
    public async Task Without_an_attempt_it_says_so()
    {
        var tenant = await service.NewTenantAsync();
        var (page, _) = await browser.OpenAsync(tenant, "/console");
        Assert.Contains("No attempt in the last 24 hours.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal("no attempt", await TileAsync(page, "Accepted, 24 hours"));
    }

    private static async Task<string> TileAsync(IPage page, string name) =>
        await page.Locator(".tiles > div", new() { HasText = name }).Locator("dd").InnerTextAsync();

    private static async Task<int[]> SumAsync(IPage page, string table, int rows)
    {
        var lines = page.Locator("table", new() { HasText = table }).Locator("tbody tr");
        Assert.Equal(rows, await lines.CountAsync());
        var sums = new int[4];
        foreach (var line in await lines.AllAsync())
        {
            var figures = await line.Locator("td").AllTextContentsAsync();
            for (var column = 0; column < sums.Length; column++)
                sums[column] += int.Parse(figures[column], System.Globalization.CultureInfo.InvariantCulture);
        }

        return sums;
    }

    private async Task<Tenant> NightAsync()
    {
        var tenant = await service.NewTenantAsync();
        await (await tenant.Retailer.PutAsync("/v1/policy", new { courier_wrong_limit = 3 })).JsonAsync();
        using var first = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        await AttemptAsync(first, issued, issued.WrongCode());
        await AttemptAsync(first, issued, issued.Code!);
        service.Clock.Advance(TimeSpan.FromHours(26));
        using var guesser = await tenant.CourierAsync("crr-072");
        var (guessed, other) = (await tenant.IssueAsync(), await tenant.IssueAsync());
        for (var offset = 1; offset <= 3; offset++)
            await AttemptAsync(guesser, guessed, guessed.WrongCode(offset));
        await AttemptAsync(guesser, other, other.Code!);
        return tenant;
    }

    private async Task AttemptAsync(HttpClient courier, Issued issued, string code)
    {
        service.Clock.Advance(TimeSpan.FromSeconds(30));
        await (await courier.AttemptAsync(issued.Id, code, service.Clock.GetUtcNow())).JsonAsync();
    }
}
