using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using DeliveryOtp.Api.Pages;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace DeliveryOtp.Browser.Tests.Recipient;

/// <summary>A phone in a stairwell: the page is small, and there at once.</summary>
[Collection(TheDoor.Name)]
public sealed class BudgetTests(Door door, ITestOutputHelper output)
{
    private const int MostBytes = 60 * 1024;
    private const int MostRequests = 11;
    private const string Icon = "icon.svg";

    [Theory]
    [InlineData("de")]
    [InlineData("fr")]
    public async Task The_page_keeps_its_budget(string language)
    {
        var handOver = await door.IssueAsync(language: language);
        await handOver.ArriveAsync();
        List<double> interactiveMs = [];
        (string Url, int Bytes)[] sizes = [];
        var requests = 0;

        // The best of some cold starts: beside it, other tests have browsers of their own on the same two cores.
        for (var i = 0; i < 12 && (i == 0 || interactiveMs.Min() > 1000); i++)
        {
            var page = await RecipientPage.BlankAsync(door);
            var bodies = new ConcurrentBag<Task<(string Url, int Bytes)>>();
            page.Page.Response += (_, response) =>
            {
                if (!response.Url.Contains("/v1/", StringComparison.Ordinal))
                    bodies.Add(SizeAsync(response));
            };
            await RecipientPage.GoAsync(page, door, handOver.Issued.Link!, language);
            await page.IsAsync("asked");
            interactiveMs.Add(await page.Page.EvaluateAsync<double>("performance.now()"));
            await page.Page.WaitForFunctionAsync("live => document.getElementById('line').textContent.startsWith(live)", PageTexts.Languages[language]["live"].Split(',')[0]);
            sizes = await Task.WhenAll(bodies);
            requests = page.Requests.Count(request => !request.Url.EndsWith(Icon, StringComparison.Ordinal));
            await page.Page.Context.CloseAsync();
        }

        var bytes = sizes.Sum(size => size.Bytes);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"check 13 ({language}): {bytes} bytes uncompressed, {requests} requests and the tab's icon, interactive after {interactiveMs.Min():F0} ms"));
        foreach (var (url, size) in sizes.OrderByDescending(size => size.Bytes))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {size,6} {new Uri(url).AbsolutePath}"));
        Assert.Contains(sizes, size => size.Url.EndsWith(Icon, StringComparison.Ordinal));
        Assert.InRange(bytes, 1, MostBytes);
        Assert.InRange(requests, 1, MostRequests);
        Assert.InRange(interactiveMs.Min(), 0, 1000);
    }

    /// <summary>The best of three: the budget is the page's, and a busy machine is slow now and then.</summary>
    [Fact]
    public async Task On_a_slow_network_it_is_there_within_three_seconds()
    {
        var handOver = await door.IssueAsync();
        await handOver.ArriveAsync();
        var seconds = new List<double>();
        do
            seconds.Add(await InteractiveOnSlowNetworkAsync(handOver));
        while (seconds.Count < 3 && seconds[^1] > 3);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"check 13: interactive {seconds.Min():F2} s after it was asked for at 400 kbit/s and 400 ms"));
        Assert.InRange(seconds.Min(), 0, 3);
    }

    private async Task<double> InteractiveOnSlowNetworkAsync(HandOver handOver)
    {
        var page = await RecipientPage.BlankAsync(door);
        var network = await page.Page.Context.NewCDPSessionAsync(page.Page);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["offline"] = false,
            ["latency"] = 400,
            ["downloadThroughput"] = 400_000 / 8,
            ["uploadThroughput"] = 400_000 / 8,
        });
        var started = Stopwatch.GetTimestamp();
        await RecipientPage.GoAsync(page, door, handOver.Issued.Link!);
        await page.IsAsync("asked");
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task Nothing_moves_when_a_result_comes(string language)
    {
        var handOver = await door.IssueAsync(language: language);
        var (page, digits) = await handOver.ShowAsync(language: language);
        await page.Page.WaitForTimeoutAsync(700);
        await page.Page.EvaluateAsync(
            "() => { window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; })).observe({ type: 'layout-shift' }); }");
        Assert.Equal("wrong_code", await handOver.AttemptAsync(Api.Tests.Fixture.Issued.WrongCodeOf(digits)));
        await page.ResultIsAsync("wrong");
        Assert.Equal("outside_geofence", await handOver.AttemptAsync(digits, isAway: true));
        await page.ResultIsAsync("refused");
        await page.Page.WaitForTimeoutAsync(500);
        var shift = await page.Page.EvaluateAsync<double>("window.shift");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"check 13 ({language}): layout shift {shift:F4} over a wrong code and a refusal"));
        Assert.Equal(0, shift);
    }

    private static async Task<(string Url, int Bytes)> SizeAsync(IResponse response) => (response.Url, (await response.BodyAsync()).Length);
}
