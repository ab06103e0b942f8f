using System.Text.RegularExpressions;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Playwright;

namespace DeliveryOtp.Browser.Tests.Console;

/// <summary>The list of attempts, and the list of deliveries.</summary>
public sealed class AttemptsTests(Service service, Browser browser) : IClassFixture<Service>, IClassFixture<Browser>
{
    private static readonly (string Name, string Path)[] States =
    [
        ("attempts", "/console/attempts"),
        ("attempts-filtered", "/console/attempts?courier_id=crr-071&outcome=wrong_code&outcome=outside_geofence&since=7d"),
        ("attempts-empty", "/console/attempts?courier_id=nobody&outcome=accepted"),
        ("attempts-wrong", "/console/attempts?outcome=wrong&near=here&order=1"),
        ("search-hits", "/console/search?q=404-"),
        ("search-wrong", "/console/search?q=curier%3Acrr-071"),
        ("deliveries", "/console/deliveries"),
        ("deliveries-empty", "/console/deliveries?status=held"),
        ("order-unknown", "/console/orders/404-0000000-0000000"),
    ];

    [Theory]
    [MemberData(nameof(Sizes.Screens), MemberType = typeof(Sizes))]
    public async Task Every_state_can_be_used_by_everybody(int width, bool isDark)
    {
        var (tenant, _) = await service.FillAsync();
        var (page, complaints) = await browser.OpenAsync(tenant, "/console/attempts", width, isDark);
        foreach (var (name, path) in States)
        {
            await page.GotoAsync(SignedIn.UrlOf(tenant, path));
            await Axe.AssertCleanAsync(page, $"{name} {width}");
            await Screens.AssertFitsAsync(page, $"{name} {width}");
            await Screens.ShootAsync(page, $"console/{name}-{width}{(isDark ? "-dark" : "")}", isWhole: width < 600);
        }

        Assert.All(complaints, complaint => Assert.Matches("status of 40[04]", complaint));
    }

    [Fact]
    public async Task Each_load_is_a_row_of_the_access_log_and_so_is_nothing_else()
    {
        var (tenant, first) = await service.FillAsync();
        var (page, _) = await browser.OpenAsync(tenant, "/console/attempts?courier_id=crr-071&outcome=wrong_code&place=outside");
        Assert.Equal("""attempts {"place": ["outside"], "outcome": ["wrong_code"], "courier_id": ["crr-071"]} 0""", await service.LogAsync(tenant));
        foreach (var wrong in (string[])["/console/attempts?courier=1", "/console/attempts?outcome=wrong", "/console/search?q=a:b", "/console/deliveries?status=gone"])
            Assert.Equal(400, (await page.GotoAsync(SignedIn.UrlOf(tenant, wrong)))!.Status);
        await page.GotoAsync(SignedIn.UrlOf(tenant, "/console/search?q=courier:crr-072"));
        await page.GotoAsync(SignedIn.UrlOf(tenant, "/console/search?q=404-"));
        await page.GotoAsync(SignedIn.UrlOf(tenant, "/console/deliveries?review=true"));
        Assert.Equal(404, (await page.GotoAsync(SignedIn.UrlOf(tenant, "/console/orders/none")))!.Status);
        Assert.Equal(
            [
                """attempts {"place": ["outside"], "outcome": ["wrong_code"], "courier_id": ["crr-071"]} 0""",
                """attempts {"courier_id": ["crr-072"]} 2""",
                """lookup {"text": ["404-"]} 2""",
                """deliveries {"review": ["true"]} 0""",
                """deliveries {"order_id": ["none"]} 0""",
            ],
            (await service.LogAsync(tenant)).Split("; "));
        Assert.Equal(0, await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.journal where delivery_id = '{first.Id}' and kind = 'viewed'"));
    }

    [Fact]
    public async Task Another_retailers_records_are_not_found()
    {
        var (tenant, first) = await service.FillAsync();
        var stranger = await service.NewTenantAsync();
        var (page, _) = await browser.OpenAsync(stranger, $"/console/attempts?order_id={first.OrderId}");
        Assert.Contains("No attempt matches order:404-1234567-0000001", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        foreach (var text in (string[])["404-", "crr-071", "a3f0c9d2-0001", first.Id.ToString()])
        {
            await page.GotoAsync(SignedIn.UrlOf(stranger, $"/console/search?q={text}"));
            Assert.Equal(0, await page.Locator("[data-hit]").CountAsync());
        }

        Assert.Equal(404, (await page.GotoAsync(SignedIn.UrlOf(stranger, $"/console/orders/{first.OrderId}")))!.Status);
        Assert.Empty(await service.LogAsync(tenant));
    }

    [Fact]
    public async Task What_strangers_wrote_is_text()
    {
        var (tenant, _) = await service.FillAsync();
        var (page, complaints) = await browser.OpenAsync(tenant, "/console/attempts");
        List<string> elsewhere = [];
        page.Dialog += (_, dialog) => complaints.Add(dialog.Message);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != $"localhost:{tenant.BaseUrl.Port}")
                elsewhere.Add(request.Url);
        };
        var search = Uri.EscapeDataString($"order:\"{FoundData.Script}\" courier:\"{FoundData.Picture.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        foreach (var path in (string[])["/console/attempts", "/console/deliveries", $"/console/search?q={search}", $"/console/orders/{Uri.EscapeDataString(FoundData.Script)}s"])
            await page.GotoAsync(SignedIn.UrlOf(tenant, path));
        await page.GotoAsync(SignedIn.UrlOf(tenant, $"/console/search?q={search}"));
        Assert.Contains(FoundData.Script, await page.InnerTextAsync("table"), StringComparison.Ordinal);
        Assert.Contains(FoundData.Picture, await page.InnerTextAsync("table"), StringComparison.Ordinal);
        Assert.Equal(1, await page.Locator("tbody tr").CountAsync());
        Assert.Empty(elsewhere);
        Assert.All(complaints, complaint => Assert.Contains("404", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_list_says_what_was_looked_for_and_drops_the_last_filter()
    {
        var (tenant, _) = await service.FillAsync();
        var (page, _) = await browser.OpenAsync(tenant, "/console/attempts?courier_id=crr-071&outcome=held", hasScripts: false);
        Assert.Contains("No attempt matches courier:crr-071 outcome:held", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.ClickAsync("text=Drop the last filter");
        Assert.EndsWith("/console/attempts?courier_id=crr-071", page.Url, StringComparison.Ordinal);
        Assert.Equal("3 attempts", await page.InnerTextAsync("main [role=status]"));
    }

    [Fact]
    public async Task Everything_is_streamed_as_CSV_and_recorded_as_the_API_does()
    {
        var (tenant, _) = await service.FillAsync();
        var (page, _) = await browser.OpenAsync(tenant, "/console/attempts?courier_id=crr-071");
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync(".export a"));
        Assert.Matches(new Regex(@"^attempts-\d{8}T\d{6}Z\.csv$", RegexOptions.None, TimeSpan.FromSeconds(1)), download.SuggestedFilename);
        Assert.Equal(4, (await File.ReadAllLinesAsync((await download.PathAsync())!)).Length);
        Assert.EndsWith(
            """; attempts {"courier_id": ["crr-071"]} …; attempts {"courier_id": ["crr-071"]} 3""",
            await service.LogAsync(tenant));
    }

    [Fact]
    public async Task A_table_is_one_tab_stop_and_the_arrows_move_in_it()
    {
        var (tenant, _) = await service.FillAsync();
        var (page, _) = await browser.OpenAsync(tenant, "/console/attempts");
        await page.FocusAsync(".export a");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("0 order", await WhereAsync());
        foreach (var (key, where) in ((string, string)[])
            [
                ("ArrowDown", "1 order"), ("ArrowDown", "2 order"), ("ArrowUp", "1 order"), ("ArrowRight", "1 courier"), ("ArrowRight", "1 device"),
                ("ArrowLeft", "1 courier"), ("ArrowDown", "2 order"), ("End", "5 order"), ("ArrowDown", "5 order"), ("Home", "0 order"), ("ArrowUp", "0 order"),
            ])
        {
            await page.Keyboard.PressAsync(key);
            Assert.Equal(where, await WhereAsync());
        }

        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        Assert.False(await page.EvaluateAsync<bool>("document.querySelector('table').contains(document.activeElement)"));
        await page.Keyboard.PressAsync("Shift+Tab");
        Assert.Equal("1 order", await WhereAsync());

        var wanted = await page.Locator("tbody tr:nth-child(2) [data-open]").GetAttributeAsync("href");
        var asked = page.WaitForRequestAsync(request => request.Url.EndsWith(wanted!, StringComparison.Ordinal));
        await page.Keyboard.PressAsync("Enter");
        await asked;

        Task<string> WhereAsync() => page.EvaluateAsync<string>(
            """
            () => {
              const link = document.activeElement, row = link.closest("tr");
              return row ? `${[...row.parentElement.children].indexOf(row)} ${link.closest("th, td").dataset.label.toLowerCase()}` : "outside";
            }
            """);
    }

    [Fact]
    public async Task Older_ones_are_a_page_further()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var courier = await tenant.CourierAsync();
        for (var i = 0; i < 51; i++)
            await (await courier.AttemptAsync(issued.Id, "x", service.Clock.GetUtcNow())).JsonAsync();
        var (page, _) = await browser.OpenAsync(tenant, "/console/attempts?courier_id=crr-071", hasScripts: false);
        Assert.Equal("50 attempts, and older ones", await page.InnerTextAsync("main [role=status]"));
        await page.ClickAsync("a[rel=next]");
        Assert.Equal("1 attempt", await page.InnerTextAsync("main [role=status]"));
        await page.ClickAsync(".pages a:text('Newest')");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);
    }

    [Fact]
    public async Task An_orders_number_leads_to_its_delivery_or_to_its_parcels()
    {
        var (tenant, first) = await service.FillAsync();
        var slash = await tenant.IssueAsync(new { order_id = "A/1 #2" });
        await tenant.IssueAsync(new { order_id = "two", parcel_barcode = "TBA1" });
        await tenant.IssueAsync(new { order_id = "two", parcel_barcode = "TBA2" });
        var (page, _) = await browser.OpenAsync(tenant, "/console/orders/two", hasScripts: false);
        Assert.Equal("2 deliveries", await page.InnerTextAsync("main [role=status]"));
        Assert.Equal($"/console/deliveries/{first.Id}", await TargetAsync("/console/orders/404-1234567-0000001"));
        Assert.Equal($"/console/deliveries/{slash.Id}", await TargetAsync("/console/orders/A%2F1%20%232"));
        await page.GotoAsync(SignedIn.UrlOf(tenant, "/console/orders/%3Cb%3E404"));
        Assert.Contains("“<b>404”", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        async Task<string> TargetAsync(string path)
        {
            var redirected = page.WaitForResponseAsync(response => response.Status == 302);
            await page.GotoAsync(SignedIn.UrlOf(tenant, path));
            return (await redirected).Headers["location"];
        }
    }
}
