using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace DeliveryOtp.Browser.Tests.Recipient;

/// <summary>Fail closed: whoever can't see attempts must not be told that there were none.</summary>
[Collection(AnotherDoor.Name)]
public sealed class TroubleTests(Door door, ITestOutputHelper output)
{
    private const double BarS = 20;
    private const double BarShownS = 5;

    [Fact]
    public async Task R18_without_a_sign_of_life_nobody_is_told_that_there_was_no_attempt()
    {
        string[] troubles = ["cut", "buffering proxy", "429", "503", "offline"];
        var waits = await Task.WhenAll(troubles.Select(trouble => SilenceAsync(trouble, isShown: false)));
        var shown = await Task.WhenAll(troubles.Select(trouble => SilenceAsync(trouble, isShown: true)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"check 6: stale after {string.Join(", ", troubles.Zip(waits, (trouble, s) => $"{trouble} {s:F1} s"))} (bar {BarS} s)"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"check 6: with a code shown after {string.Join(", ", troubles.Zip(shown, (trouble, s) => $"{trouble} {s:F1} s"))} (bar {BarShownS} s with a failed request)"));
        Assert.All(waits, s => Assert.InRange(s, 0, BarS + 0.5));

        // A request that hangs fails after four seconds more.
        Assert.All(shown, s => Assert.InRange(s, 0, BarShownS + 4.5));
    }

    [Fact]
    public async Task R18_a_link_with_too_many_streams_is_polled_and_says_so()
    {
        var handOver = await door.IssueAsync();
        var page = await RecipientPage.BlankAsync(door);
        await page.Page.RouteAsync("**/v1/tracking/events", route => route.FulfillAsync(new() { Status = 429, Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "15" } }));
        await RecipientPage.GoAsync(page, door, handOver.Issued.Link!);
        await page.IsAsync("waiting");
        await handOver.ArriveAsync();
        await page.IsAsync("asked");
        await page.TapAsync("reveal");
        await page.IsAsync("shown");
        var asked = Stopwatch.GetTimestamp();
        Assert.Equal("malformed_code", await handOver.AttemptAsync("12"));
        await page.ResultIsAsync("refused");
        Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 0, 3);
        Assert.Contains("Checked every few seconds", await page.Page.InnerTextAsync("#line"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R19_a_stop_is_sent_until_it_is_answered_and_says_stopped_only_then()
    {
        var handOver = await door.IssueAsync();
        var (page, digits) = await handOver.ShowAsync();
        List<string?> keys = [];
        await page.Page.RouteAsync("**/v1/tracking/reports", async route =>
        {
            keys.Add(await route.Request.HeaderValueAsync("idempotency-key"));
            if (keys.Count <= 2)
                await route.AbortAsync();
            else
                await route.ContinueAsync();
        });
        await page.StopAsync();
        Assert.Empty(await page.DigitsAsync());
        Assert.Equal("Stopping …", await page.Page.InnerTextAsync("#stop-button"));
        Assert.NotEqual("reported", await page.StateAsync());
        await page.IsAsync("reported");
        Assert.Equal(3, keys.Count);
        Assert.Single(keys.Distinct(StringComparer.Ordinal));
        Assert.Equal("held", await handOver.AttemptAsync(digits));
    }

    [Fact]
    public async Task A_tap_that_was_not_sent_is_the_same_tap_when_it_is_tapped_again()
    {
        var handOver = await door.IssueAsync();
        await handOver.ArriveAsync();
        var page = await handOver.OpenAsync();
        await page.IsAsync("asked");
        List<string?> keys = [];
        await page.Page.RouteAsync("**/v1/tracking/reveals", async route =>
        {
            keys.Add(await route.Request.HeaderValueAsync("idempotency-key"));
            if (keys.Count == 1)
                await route.AbortAsync();
            else
                await route.ContinueAsync();
        });
        await page.TapAsync("reveal");
        await page.Page.WaitForFunctionAsync("() => document.getElementById('note').textContent === 'Not sent. Please tap again.'");
        await page.TapAsync("reveal");
        await page.IsAsync("shown");
        Assert.Equal(keys[0], keys[1]);
    }

    [Fact]
    public async Task R21_a_flood_of_attempts_leaves_the_page_usable_and_the_stop_under_a_second()
    {
        var seconds = Sizes.IsFull ? 60 : 5;
        var handOver = await door.IssueAsync();
        var (page, _) = await handOver.ShowAsync();
        var before = page.Requests.Count;
        var started = Stopwatch.GetTimestamp();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var flood = Enumerable.Range(0, 4).Select(_ => FloodAsync(handOver, end.Token)).ToArray();
        await Task.WhenAll(flood);
        var minutes = Math.Max(1, Stopwatch.GetElapsedTime(started).TotalMinutes);
        var requests = page.Requests.Skip(before).Count(request => request.Url.Contains("/v1/tracking", StringComparison.Ordinal));
        var tapped = Stopwatch.GetTimestamp();
        var answer = page.Page.WaitForResponseAsync("**/v1/tracking/reports");
        await page.TapAsync("stop");
        Assert.Equal(200, (await answer).Status);
        var stopMs = Stopwatch.GetElapsedTime(tapped).TotalMilliseconds;
        await page.IsAsync("reported");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"check 7: {flood.Sum(one => one.Result)} attempts in {seconds} s; {requests} own requests; the stop was answered after {stopMs:F0} ms"));
        Assert.True(requests / minutes < 60, $"{requests} requests in {minutes} minutes");
        Assert.True(stopMs < 1000, $"{stopMs} ms");
        Assert.Empty(page.Complaints);
    }

    /// <summary>Twenty a second, by four: what the service cuts off counts as well.</summary>
    private static async Task<int> FloodAsync(HandOver handOver, CancellationToken cancel)
    {
        var sent = 0;
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!cancel.IsCancellationRequested && await beat.WaitForNextTickAsync(CancellationToken.None))
        {
            await handOver.TryAsync("12");
            sent++;
        }

        return sent;
    }

    /// <summary>From the last sign of life until "no attempt recorded" was gone, in seconds.</summary>
    private async Task<double> SilenceAsync(string trouble, bool isShown)
    {
        var handOver = await door.IssueAsync(revealS: 120);
        await handOver.ArriveAsync();
        var page = await RecipientPage.BlankAsync(door);

        // The stream from the start, since its heartbeat is a sign of life; the answers beside it from a moment on.
        if (trouble != "offline")
            await page.Page.RouteAsync("**/v1/tracking/events", route => TroubleAsync(route, trouble));
        await RecipientPage.GoAsync(page, door, handOver.Issued.Link!);
        await page.IsAsync("asked");
        if (isShown)
        {
            await page.TapAsync("reveal");
            await page.IsAsync("shown");
        }

        await page.ResultIsAsync("none");
        await page.Page.EvaluateAsync(
            """
            () => {
              const line = document.getElementById('checked');
              window.provedAt = performance.now();
              new MutationObserver(() => { if (document.querySelector('#checked')) window.provedAt = performance.now(); })
                .observe(document.getElementById('quiet'), { subtree: true, characterData: true, childList: true });
              new MutationObserver(() => { if (!document.querySelector('#checked')) window.goneAt ??= performance.now(); })
                .observe(document.getElementById('quiet'), { childList: true });
            }
            """);
        if (trouble == "offline")
            await page.Page.Context.SetOfflineAsync(true);
        else
            await page.Page.RouteAsync("**/v1/tracking", route => TroubleAsync(route, trouble));
        await page.Page.WaitForFunctionAsync("() => window.goneAt !== undefined", null, new() { Timeout = 30_000 });
        await page.ResultIsAsync("stale");
        return await page.Page.EvaluateAsync<double>("(window.goneAt - window.provedAt) / 1000");
    }

    private static Task TroubleAsync(IRoute route, string trouble) => trouble switch
    {
        "cut" => route.AbortAsync(),
        "429" => route.FulfillAsync(new() { Status = 429, Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "30" } }),
        "503" => route.FulfillAsync(new() { Status = 503 }),
        _ => Task.CompletedTask,
    };
}
