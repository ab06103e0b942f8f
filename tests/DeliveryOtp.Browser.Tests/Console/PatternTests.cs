using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Playwright;

namespace DeliveryOtp.Browser.Tests.Console;

/// <summary>The pages of a courier and of a device.</summary>
public sealed class PatternTests(Service service, Browser browser) : IClassFixture<Service>, IClassFixture<Browser>
{
    private const string Device = "a3f0c9d2";

    [Theory]
    [MemberData(nameof(Sizes.Screens), MemberType = typeof(Sizes))]
    public async Task Every_state_can_be_used_by_everybody(int width, bool isDark)
    {
        var tenant = await MonthsAsync();
        var (page, complaints) = await browser.OpenAsync(tenant, "/console/couriers/crr-071", width, isDark);
        foreach (var (name, path) in new[] { ("courier", "couriers/crr-071"), ("courier-few", "couriers/crr-072"), ("courier-none", "couriers/nobody"), ("device", $"devices/{Device}") })
        {
            await page.GotoAsync(SignedIn.UrlOf(tenant, $"/console/{path}"));
            foreach (var figures in await page.Locator("main details").AllAsync())
                await figures.EvaluateAsync("details => details.open = true");
            await Axe.AssertCleanAsync(page, $"{name} {width}");
            await Screens.AssertFitsAsync(page, $"{name} {width}");
            await Screens.ShootAsync(page, $"console/{name}-{width}{(isDark ? "-dark" : "")}", isWhole: true);
        }

        Assert.All(complaints, complaint => Assert.Contains("404", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_couriers_page_says_what_was_recorded_and_is_one_read()
    {
        var tenant = await MonthsAsync();
        var (page, complaints) = await browser.OpenAsync(tenant, "/console/couriers/crr-071", hasScripts: false);
        Assert.Equal("courier 1", await LogAsync(tenant));
        Assert.Contains("A rate is a reason to look and no finding.", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        // 13 attempts: 5 accepted, one of them contested; 4 wrong; 4 far from the door. The fleet has one more, wrong.
        Assert.Equal(["refused", "4 of 13 = 31 % (13–58)", "29 %", "no clear difference"], await RowAsync(page, "Rates beside", "refused"));
        Assert.Equal(["wrong", "4 of 13 = 31 % (13–58)", "36 %", "no clear difference"], await RowAsync(page, "Rates beside", "wrong"));
        Assert.Equal(["contested", "1 of 13 = 7.7 % (1.4–33)", "7.1 %", "no clear difference"], await RowAsync(page, "Rates beside", "contested"));

        var weeks = page.Locator("table", new() { HasText = "Attempts per week" }).Locator("tbody tr");
        Assert.Equal(26, await weeks.CountAsync());
        int[] sums = new int[6];
        foreach (var week in await weeks.AllAsync())
        {
            var figures = await week.Locator("td").AllTextContentsAsync();
            for (var column = 0; column < sums.Length; column++)
                sums[column] += int.Parse(figures[column], System.Globalization.CultureInfo.InvariantCulture);
        }

        Assert.Equal([13, 5, 4, 4, 0, 1], sums);
        Assert.Equal(13, await page.Locator("table", new() { HasText = "newest first" }).Locator("tbody tr").CountAsync());
        Assert.Equal(1, await page.Locator("table", new() { HasText = "seen last first" }).Locator($"a[href='/console/devices/{Device}']").CountAsync());
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task A_device_shows_its_couriers_and_is_one_read()
    {
        var tenant = await MonthsAsync();
        var (page, _) = await browser.OpenAsync(tenant, $"/console/devices/{Device}");
        Assert.Equal("device 1", await LogAsync(tenant));
        Assert.Equal(
            ["crr-072", "crr-071"],
            await page.Locator("table", new() { HasText = "seen last first" }).Locator("tbody th").AllInnerTextsAsync());
    }

    [Fact]
    public async Task Under_ten_attempts_nothing_is_told()
    {
        var tenant = await MonthsAsync();
        var (page, _) = await browser.OpenAsync(tenant, "/console/couriers/crr-072");
        Assert.Equal(["wrong", "1 of 1", "36 %", "too few to tell"], await RowAsync(page, "Rates beside", "wrong"));
    }

    [Fact]
    public async Task Another_retailers_courier_is_not_found()
    {
        await MonthsAsync();
        var stranger = await service.NewTenantAsync();
        var (page, _) = await browser.OpenAsync(stranger, "/console");
        var answer = await page.GotoAsync(SignedIn.UrlOf(stranger, "/console/couriers/crr-071"));
        Assert.Equal(404, answer!.Status);
        Assert.Contains("No hand-over of crr-071 yet", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    private static async Task<string[]> RowAsync(IPage page, string table, string name) => [.. (await page
        .Locator("table", new() { HasText = table })
        .Locator("tbody tr", new() { Has = page.Locator($"th:text-is('{name}')") })
        .Locator("th, td").AllInnerTextsAsync()).Select(text => text.Replace('\u00a0', ' '))];

    /// <summary>A courier's attempts over three months, and one of another with the same device.</summary>
    private async Task<Tenant> MonthsAsync()
    {
        var tenant = await service.NewTenantAsync();
        for (var round = 0; round < 5; round++)
        {
            using var courier = await tenant.CourierAsync();
            var issued = await tenant.IssueAsync();
            if (round < 4)
            {
                await AttemptAsync(courier, issued, issued.WrongCode());
                await AttemptAsync(courier, issued, issued.Code!, latitude: 48.9);
            }

            await AttemptAsync(courier, issued, issued.Code!);
            if (round == 2)
                await (await tenant.Recipient(issued).PostAsync("/v1/tracking/contests", new { kind = "not_received", statement = "It never came." }, Guid.NewGuid().ToString())).JsonAsync();
            service.Clock.Advance(TimeSpan.FromDays(20));
        }

        using var other = await tenant.CourierAsync("crr-072");
        var last = await tenant.IssueAsync();
        await AttemptAsync(other, last, last.WrongCode());
        await Eventually.AsyncTrue(async () => await service.Database.ScalarAsync<long>(
            $"select count(*) from deliveryotp.hand_overs where retailer_id = '{tenant.Id}' and subject = 'fleet' and attempts = 14 and contested = 1") == 1);
        return tenant;
    }

    private async Task AttemptAsync(HttpClient courier, Issued issued, string code, double latitude = Tenant.Latitude)
    {
        service.Clock.Advance(TimeSpan.FromSeconds(30));
        await (await courier.AttemptAsync(issued.Id, code, service.Clock.GetUtcNow(), change: body => body["location"]!["latitude"] = latitude)).JsonAsync();
    }

    private async Task<string?> LogAsync(Tenant tenant) => await service.Database.ScalarAsync<string>(
        $"select string_agg(resource || ' ' || rows_returned, '; ' order by id) from deliveryotp.access_log where retailer_id = '{tenant.Id}'");
}
