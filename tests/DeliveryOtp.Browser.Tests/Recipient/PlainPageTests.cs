using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace DeliveryOtp.Browser.Tests.Recipient;

/// <summary>A browser without scripts.</summary>
internal static class PlainPage
{
    /// <summary>From the link in the mail, by the page that it leads to.</summary>
    public static async Task OpenAsync(IPage page, Door door, string link)
    {
        var live = new Uri(door.Service.BaseUrl, $"/r#{link}").ToString();
        await page.GotoAsync(live);
        await page.ClickAsync("noscript a");
        await page.FillAsync("textarea", live);
        await page.ClickAsync(".button.main");
    }

    /// <summary>Without what a browser does with modules that it may not run.</summary>
    public static IEnumerable<string> Worth(IEnumerable<string> complaints) =>
        complaints.Where(complaint => !complaint.Contains("/recipient/", StringComparison.Ordinal));
}

[Collection(TheDoor.Name)]
public sealed class PlainPageTests(Door door, ITestOutputHelper output)
{
    [Fact]
    public async Task Without_scripts_state_code_stop_and_contest_work()
    {
        var handOver = await door.IssueAsync();
        var (page, complaints) = await door.Browser.OpenAsync(width: 390, hasScripts: false);
        await PlainPage.OpenAsync(page, door, handOver.Issued.Link!);
        Assert.Equal("Nobody has arrived yet", await page.InnerTextAsync("h1"));
        await handOver.ArriveAsync();
        await page.ClickAsync("form[action^='/r/plain?'] button");
        Assert.Equal("Is a courier in front of you?", await page.InnerTextAsync("h1"));
        await LookAsync(page, "asked");
        await page.ClickAsync("[action*=reveals] button");
        var digits = string.Concat(await page.Locator(".digits [aria-hidden]").AllInnerTextsAsync());
        Assert.Matches("^[0-9]{6}$", digits);
        Assert.Matches(@"^Works until \d\d:\d\d:\d\d$", await page.InnerTextAsync(".showing"));
        await LookAsync(page, "shown");
        Assert.Equal("wrong_code", await handOver.AttemptAsync(Issued.WrongCodeOf(digits)));
        await page.ClickAsync("form[action^='/r/plain?'] button");
        Assert.Contains("WRONG CODE", await page.InnerTextAsync(".result"), StringComparison.Ordinal);
        await page.ClickAsync("[action*=hides] button");
        Assert.Equal("Your code is hidden", await page.InnerTextAsync("h1"));
        Assert.Equal("code_not_shown", await handOver.AttemptAsync(digits));
        await page.ClickAsync("[action*=reveals] button");
        Assert.Equal("accepted", await handOver.AttemptAsync(string.Concat(await page.Locator(".digits [aria-hidden]").AllInnerTextsAsync())));
        await page.ClickAsync("form[action^='/r/plain?'] button");
        Assert.Equal("Was that you? Do you have your parcel?", await page.InnerTextAsync("h1"));
        await page.ClickAsync("details:has(.contest) summary");
        await LookAsync(page, "accepted");
        await page.CheckAsync("[value=EmptyBox]");
        await page.FillAsync("[name=statement]", "Nothing in it.");
        await page.ClickAsync(".contest .main");
        Assert.Equal("We have recorded what you said", await page.InnerTextAsync("h1"));
        Assert.True(await handOver.HasHappenedAsync("contested"));
        Assert.Empty(await page.Context.CookiesAsync());
        Assert.Empty(PlainPage.Worth(complaints));
        output.WriteLine("check 21: without scripts state, code, hide and contest work; no cookie");
    }

    [Fact]
    public async Task R19_without_scripts_one_tap_stops_everything()
    {
        var handOver = await door.IssueAsync("on_issue");
        var (page, _) = await door.Browser.OpenAsync(width: 390, hasScripts: false);
        await PlainPage.OpenAsync(page, door, handOver.Issued.Link!);
        Assert.Empty(await page.Locator(".digits").AllAsync());
        await page.ClickAsync("[action*=code] button");
        Assert.Equal(handOver.Issued.Code, string.Concat(await page.Locator(".digits [aria-hidden]").AllInnerTextsAsync()));
        await page.ClickAsync(".stop button");
        Assert.Equal("Stopped: the code is worthless", await page.InnerTextAsync("h1"));
        Assert.Equal("held", await handOver.AttemptAsync(handOver.Issued.Code!));
        await LookAsync(page, "reported");
        output.WriteLine("check 21: without scripts the stop held the delivery");
    }

    [Theory]
    [InlineData("nothing of the kind", "This link is not complete")]
    [InlineData("https://example.org/r#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "This link no longer works")]
    public async Task A_link_that_opens_nothing_says_why(string pasted, string title)
    {
        var (page, _) = await door.Browser.OpenAsync(width: 390, hasScripts: false);
        await page.GotoAsync(new Uri(door.Service.BaseUrl, "/r/plain").ToString());
        await page.FillAsync("textarea", pasted);
        await page.ClickAsync(".button.main");
        Assert.Equal(title, await page.InnerTextAsync("h1"));
        await LookAsync(page, title.Split(' ')[^1]);
    }

    [Fact]
    public async Task R21_its_reads_and_taps_have_the_links_budgets_and_its_stop_has_none()
    {
        var handOver = await door.IssueAsync();
        using var client = new HttpClient { BaseAddress = door.Service.BaseUrl };
        for (var i = 0; i < 60; i++)
            Assert.Equal(200, (int)(await PostAsync(client, "/r/plain", handOver)).StatusCode);
        using var refused = await PostAsync(client, "/r/plain", handOver);
        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Equal("text/html", refused.Content.Headers.ContentType?.MediaType);
        using var recipient = door.Tenant.Recipient(handOver.Issued);
        Assert.Equal(429, (int)(await recipient.GetAsync("/v1/tracking")).StatusCode);
        using var stopped = await PostAsync(client, "/r/plain/reports", handOver);
        Assert.Equal(200, (int)stopped.StatusCode);
        Assert.Equal("no-store", stopped.Headers.CacheControl?.ToString());
        Assert.True(await handOver.HasHappenedAsync("left_reported"));
    }

    [Fact]
    public async Task A_module_that_never_comes_leaves_the_way_without_scripts_after_eight_seconds()
    {
        var handOver = await door.IssueAsync();
        var page = await RecipientPage.BlankAsync(door);
        await page.Page.RouteAsync("**/recipient/main.js", route => route.AbortAsync());
        await RecipientPage.GoAsync(page, door, handOver.Issued.Link!);
        await page.Page.WaitForSelectorAsync(".fallback a", new() { State = WaitForSelectorState.Visible, Timeout = 10_000 });
        Assert.InRange(await page.Page.EvaluateAsync<double>("performance.now()"), 7000, 10_000);
    }

    [Fact]
    public async Task On_paper_there_is_what_happened_and_no_digit_and_no_button()
    {
        var handOver = await door.IssueAsync();
        var (page, digits) = await handOver.ShowAsync();
        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });
        var paper = await page.Page.InnerTextAsync("body");
        Assert.DoesNotContain(digits[..3], paper.Split('\n').Select(line => line.Trim()), StringComparer.Ordinal);
        Assert.Contains("A courier reported arriving", paper, StringComparison.Ordinal);
        Assert.Contains("You showed the code", paper, StringComparison.Ordinal);
        Assert.False(await page.Page.IsVisibleAsync("[data-act=keep]"));
        Assert.False(await page.Page.IsVisibleAsync("#stop"));
        Assert.True(await page.Page.IsVisibleAsync("#events li"));
        output.WriteLine("check 21: on paper 0 digits, the whole timeline, no button");
    }

    private static async Task LookAsync(IPage page, string name)
    {
        await Screens.AssertFitsAsync(page, name);
        await Screens.ShootAsync(page, $"recipient/plain/{name}", isWhole: true);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, HandOver handOver)
    {
        using var form = new FormUrlEncodedContent([new("link", handOver.Issued.Link!), new("key", Guid.NewGuid().ToString("N"))]);
        return await client.PostAsync(path, form);
    }
}
