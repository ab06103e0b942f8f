using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Playwright;

namespace DeliveryOtp.Browser.Tests.Console;

/// <summary>The search field on every screen: what it reads, when, and by which keys.</summary>
public sealed class SearchTests(Service service, Browser browser) : IClassFixture<Service>, IClassFixture<Browser>
{
    private const string Loaded = "attempts {} 6";

    [Fact]
    public async Task Typing_searches_after_the_last_key_and_each_run_is_one_row()
    {
        var (tenant, page) = await OpenAsync("/console/attempts");
        await page.FocusAsync("#q");
        await page.Keyboard.TypeAsync("courier:crr-072 ", new() { Delay = 20 });
        await page.WaitForSelectorAsync("main [data-count]:text('2 attempts')");
        Assert.Equal("crr-072", await page.InputValueAsync("#courier_id"));
        Assert.EndsWith("/console/attempts?courier_id=crr-072", page.Url, StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.id === 'q'"));
        Assert.Equal($$"""{{Loaded}}; attempts {"courier_id": ["crr-072"]} 2""", await service.LogAsync(tenant));
    }

    [Fact]
    public async Task Every_run_that_reaches_the_service_is_a_row_also_one_that_nobody_waited_for()
    {
        var (tenant, page) = await OpenAsync("/console/attempts");
        var runs = 0;
        page.Request += (_, request) => runs += request.Url.Contains("/console/search?", StringComparison.Ordinal) ? 1 : 0;
        await page.FillAsync("#q", "404-");
        for (var i = 0; i < 5; i++)
            await page.PressAsync("#q", "Enter");
        await page.WaitForSelectorAsync("[data-found] [data-hit]");
        Assert.Equal(5, runs);

        // Requests of one page are not answered in the order in which they came: the log has them all once each was read.
        await Eventually.AsyncTrue(async () => (await service.LogAsync(tenant)).Split("; ").Length == 1 + runs);
    }

    [Fact]
    public async Task Enter_searches_at_once()
    {
        var (tenant, page) = await OpenAsync("/console/attempts");
        await page.Clock.InstallAsync();
        await page.FillAsync("#q", "outcome:accepted");
        await page.PressAsync("#q", "Enter");
        await page.WaitForSelectorAsync("main [data-count]:text('1 attempt')");
        Assert.True(await page.IsCheckedAsync("[name=outcome][value=accepted]"));
        Assert.Equal($$"""{{Loaded}}; attempts {"outcome": ["accepted"]} 1""", await service.LogAsync(tenant));
    }

    [Fact]
    public async Task The_form_edits_the_tokens()
    {
        var (tenant, page) = await OpenAsync("/console/attempts");
        await page.SelectOptionAsync("#place", "outside");
        await page.WaitForSelectorAsync("main [data-count]:text('1 attempt')");
        Assert.Equal("place:outside", await page.InputValueAsync("#q"));
        await page.FillAsync("#near", "48°54'0\"N 2°21'8\"E");
        await page.PressAsync("#near", "Enter");
        await page.WaitForURLAsync(url => url.Contains("near=", StringComparison.Ordinal));
        Assert.Equal("place:outside near:48.9,2.352222222222222/500", Order(await page.InputValueAsync("#q")));
        Assert.Equal(
            [Loaded, """attempts {"place": ["outside"]} 1""", """attempts {"near": ["48.9,2.352222222222222"], "place": ["outside"], "radius_m": ["500"]} 1"""],
            (await service.LogAsync(tenant)).Split("; "));

        static string Order(string tokens) => string.Join(' ', tokens.Split(' ').OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_are_completed_without_a_read_and_an_unfinished_one_is_not_searched_for()
    {
        var (tenant, page) = await OpenAsync("/console/attempts");
        await page.FocusAsync("#q");
        await page.Keyboard.TypeAsync("outcome:wr");
        Assert.Equal(["outcome:wrong_code", "outcome:wrong_courier", "outcome:wrong_parcel"], await page.Locator(".completion").AllInnerTextsAsync());
        await Screens.ShootAsync(page, "console/search-completions-1280");
        await Axe.AssertCleanAsync(page, "completions");
        Assert.Equal(Loaded, await service.LogAsync(tenant));
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("outcome:wrong_code ", await page.InputValueAsync("#q"));
        await page.WaitForSelectorAsync("main [data-count]:text('2 attempts')");
        Assert.Equal($$"""{{Loaded}}; attempts {"outcome": ["wrong_code"]} 2""", await service.LogAsync(tenant));
    }

    [Theory]
    [InlineData("curier:crr-071", "“curier:” is no filter")]
    [InlineData("outcome:wrong", "outcome: there is no “wrong”; did you mean wrong_code or wrong_courier or wrong_parcel?")]
    [InlineData("404 outcome:accepted", "“404” stands beside filters")]
    public async Task What_is_not_understood_is_said_beside_the_field_and_nothing_is_read(string typed, string said)
    {
        var (tenant, page) = await OpenAsync("/console/attempts");
        await page.FillAsync("#q", typed);
        await page.PressAsync("#q", "Enter");
        await page.WaitForSelectorAsync("#q-error:not(:empty)");
        Assert.Contains(said, await page.InnerTextAsync("#q-error"), StringComparison.Ordinal);
        Assert.Equal("true", await page.GetAttributeAsync("#q", "aria-invalid"));
        Assert.Equal(6, await page.Locator("tbody tr").CountAsync());
        Assert.Equal(Loaded, await service.LogAsync(tenant));
    }

    [Fact]
    public async Task Text_is_looked_up_on_every_screen_and_the_keys_lead_through_it()
    {
        var (tenant, page) = await OpenAsync("/console/deliveries?status=held");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("crr-");
        await page.WaitForSelectorAsync("[data-found] [data-hit]");
        Assert.Equal(["crr-071", "crr-072"], await page.Locator("[data-hit]").AllInnerTextsAsync());
        await Screens.ShootAsync(page, "console/search-open-1280");
        await Axe.AssertCleanAsync(page, "hits");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("/console/couriers/crr-072", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("ArrowUp");
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.id === 'q'"));
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("", await page.InputValueAsync("#q"));
        Assert.False(await page.IsVisibleAsync("[data-found]"));
        Assert.Equal("""deliveries {"status": ["held"]} 0; lookup {"text": ["crr-"]} 2""", await service.LogAsync(tenant));
    }

    [Fact]
    public async Task Elsewhere_filters_wait_for_Enter_and_lead_to_the_list()
    {
        var (tenant, page) = await OpenAsync("/console/deliveries?status=held");
        await page.FillAsync("#q", "48.85663, 2.35219");
        await page.WaitForSelectorAsync("[data-search-status]:text('Press Enter')", new() { State = WaitForSelectorState.Attached });
        Assert.Equal("""deliveries {"status": ["held"]} 0""", await service.LogAsync(tenant));
        await page.PressAsync("#q", "Enter");
        await page.WaitForURLAsync(SignedIn.UrlOf(tenant, "/console/attempts?near=48.85663,2.35219&radius_m=500"));
        Assert.Equal("near:48.85663,2.35219/500", await page.InputValueAsync("#q"));
    }

    [Fact]
    public async Task A_slow_search_dims_the_rows_and_says_so()
    {
        var (_, page) = await OpenAsync("/console/attempts");
        var release = new TaskCompletionSource();
        await page.RouteAsync("**/console/search?*", async route =>
        {
            await release.Task;
            await route.ContinueAsync();
        });
        await page.FillAsync("#q", "courier:crr-072");
        await page.PressAsync("#q", "Enter");
        await page.WaitForSelectorAsync("[data-search-status]:text('Searching')", new() { State = WaitForSelectorState.Attached });
        Assert.Equal("true", await page.GetAttributeAsync("[data-results]", "aria-busy"));
        Assert.Equal(6, await page.Locator("tbody tr").CountAsync());
        release.SetResult();
        await page.WaitForSelectorAsync("main [data-count]:text('2 attempts')");
        Assert.Equal("false", await page.GetAttributeAsync("[data-results]", "aria-busy"));
    }

    [Fact]
    public async Task Without_a_connection_it_says_so_and_keeps_the_rows()
    {
        var (_, page) = await OpenAsync("/console/attempts");
        await page.Context.SetOfflineAsync(true);
        await page.FillAsync("#q", "courier:crr-072");
        await page.PressAsync("#q", "Enter");
        await page.WaitForSelectorAsync("#q-error:text('no connection')");
        Assert.Equal(6, await page.Locator("tbody tr").CountAsync());
    }

    [Fact]
    public async Task Single_letters_act_outside_of_fields_and_can_be_switched_off()
    {
        var (tenant, page) = await OpenAsync("/console/attempts");
        await page.Keyboard.PressAsync("?");
        await page.WaitForSelectorAsync("#keys[open]");
        await Axe.AssertCleanAsync(page, "help");
        await Screens.ShootAsync(page, "console/keys-1280");
        await page.Keyboard.PressAsync("Escape");
        Assert.False(await page.IsVisibleAsync("#keys"));

        var loaded = page.WaitForResponseAsync(response => response.Url.EndsWith("/console/attempts", StringComparison.Ordinal));
        await page.Keyboard.PressAsync("r");
        await loaded;
        await page.WaitForFunctionAsync("() => performance.getEntriesByType('navigation')[0].type === 'reload' && document.readyState === 'complete'");
        Assert.Equal($"{Loaded}; {Loaded}", await service.LogAsync(tenant));
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("r?/");
        Assert.Equal("r?/", await page.InputValueAsync("#q"));
        await page.Keyboard.PressAsync("Escape");

        await page.ClickAsync("[data-open-keys]");
        await page.UncheckAsync("[data-letters]");
        await page.ClickAsync("#keys button");
        await page.ReloadAsync();
        await page.Keyboard.PressAsync("?");
        await page.Keyboard.PressAsync("/");
        Assert.False(await page.IsVisibleAsync("#keys"));
        Assert.False(await page.EvaluateAsync<bool>("document.activeElement.id === 'q'"));
    }

    [Fact]
    public async Task It_works_without_scripts()
    {
        var (tenant, _) = await service.FillAsync();
        var (page, _) = await browser.OpenAsync(tenant, "/console/attempts", hasScripts: false);
        await page.FillAsync("#q", "courier:crr-072 outcome:malformed_code");
        await page.ClickAsync(".search button");
        Assert.Equal("1 attempt", await page.InnerTextAsync("main [data-count]"));
        await page.FillAsync("#q", "404-");
        await page.ClickAsync(".search button");
        Assert.Equal(2, await page.Locator("[data-hit]").CountAsync());
        await page.FillAsync("#q", "curier:x");
        await page.ClickAsync(".search button");
        Assert.Contains("is no filter", await page.InnerTextAsync("#q-error"), StringComparison.Ordinal);
        Assert.Equal("curier:x", await page.InputValueAsync("#q"));
    }

    private async Task<(Tenant Tenant, IPage Page)> OpenAsync(string path)
    {
        var (tenant, _) = await service.FillAsync();
        var (page, _) = await browser.OpenAsync(tenant, path);
        return (tenant, page);
    }
}
