using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace DeliveryOtp.Browser.Tests.Recipient;

/// <summary>R9: digits work while they are on the screen, and not a moment longer.</summary>
[Collection(TheDoor.Name)]
public sealed class ShowingTests(Door door, ITestOutputHelper output)
{
    private const int RevealS = 5;

    public static TheoryData<string> WaysToLeave => ["turn away", "close", "navigate", "hide"];

    [Theory]
    [MemberData(nameof(WaysToLeave))]
    public async Task R9_whoever_leaves_the_page_takes_the_code_along(string way)
    {
        var times = Sizes.IsFull ? 20 : 3;
        List<double> hiddenMs = [];
        for (var i = 0; i < times; i++)
        {
            var handOver = await door.IssueAsync();
            var (page, digits) = await handOver.ShowAsync();
            await LeaveAsync(page, way);
            var left = Stopwatch.GetTimestamp();

            // The request left with the page: what the journal says is what counts.
            while (!await handOver.HasHappenedAsync("hidden"))
                Assert.True(Stopwatch.GetElapsedTime(left).TotalSeconds < 1, "nothing was hidden within a second");
            hiddenMs.Add(Stopwatch.GetElapsedTime(left).TotalMilliseconds);
            Assert.Equal("code_not_shown", await handOver.AttemptAsync(digits));
            await page.Page.Context.CloseAsync();
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"check 2 ({way}): {times} of {times} refused as code_not_shown, hidden at most {hiddenMs.Max():F0} ms after leaving"));
    }

    [Fact]
    public async Task R9_without_a_network_the_digits_die_with_their_seconds_on_the_screen_and_in_the_service()
    {
        var handOver = await door.IssueAsync(revealS: RevealS);
        var (page, digits) = await handOver.ShowAsync();
        var shown = Stopwatch.GetTimestamp();
        await page.Page.Context.SetOfflineAsync(true);
        await page.BlankedAsync(RevealS + 3);
        var blanked = Stopwatch.GetElapsedTime(shown).TotalSeconds;
        await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, RevealS + 1 - Stopwatch.GetElapsedTime(shown).TotalSeconds)));
        Assert.Equal("code_not_shown", await handOver.AttemptAsync(digits));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"check 3: digits gone {blanked:F1} s after the tap ({RevealS} s), refused at {RevealS + 1} s"));
        Assert.InRange(blanked, RevealS - 1, RevealS + 1);
    }

    [Fact]
    public async Task R9_a_late_extension_reopens_nothing()
    {
        var handOver = await door.IssueAsync();
        var (page, digits) = await handOver.ShowAsync();
        var extension = new TaskCompletionSource<IRoute>();
        await page.Page.RouteAsync("**/v1/tracking/reveals", route => { extension.TrySetResult(route); return Task.CompletedTask; });
        await page.TapAsync("keep");
        var held = await extension.Task;
        await page.TapAsync("hide");
        await page.Page.WaitForSelectorAsync("[data-act=reveal]");
        var answer = page.Page.WaitForResponseAsync("**/v1/tracking/reveals");
        await held.ContinueAsync();
        Assert.Equal(409, (await answer).Status);
        Assert.Equal("code_not_shown", await handOver.AttemptAsync(digits));
        await page.ResultIsAsync("refused");
        Assert.Equal("hidden", await page.StateAsync());
        Assert.Empty(await page.DigitsAsync());
        output.WriteLine("check 4: an extension delayed past a hide was 409, and its digits code_not_shown");
    }

    [Fact]
    public async Task R9_a_late_hide_ends_no_later_showing()
    {
        var handOver = await door.IssueAsync(revealS: RevealS);
        var (page, first) = await handOver.ShowAsync();
        var hide = new TaskCompletionSource<IRoute>();
        await page.Page.RouteAsync("**/v1/tracking/hides", route => { hide.TrySetResult(route); return Task.CompletedTask; });
        await page.TapAsync("hide");
        var held = await hide.Task;

        // The showing ends by its time; the next one begins.
        await page.Page.WaitForSelectorAsync("[data-act=reveal]", new() { Timeout = 10_000 });
        await page.TapAsync("reveal");
        await page.IsAsync("shown", "lapsing");
        var second = await page.DigitsAsync();
        Assert.NotEqual(first, second);
        var answer = page.Page.WaitForResponseAsync("**/v1/tracking/hides");
        await held.ContinueAsync();
        Assert.Equal(200, (await answer).Status);
        Assert.Equal(second, await page.DigitsAsync());
        Assert.Equal("accepted", await handOver.AttemptAsync(second));
        output.WriteLine("check 4: a hide delayed past the next showing was 200, and that showing's digits were accepted");
    }

    [Fact]
    public async Task R9_nothing_but_a_tap_keeps_digits_alive()
    {
        var handOver = await door.IssueAsync(revealS: RevealS);
        var (page, first) = await handOver.ShowAsync();
        var gone = (await page.BlankedAsync(RevealS + 3)).TotalSeconds;
        Assert.InRange(gone, RevealS - 1, RevealS + 1);
        Assert.Equal("code_not_shown", await handOver.AttemptAsync(first));
        await page.TapAsync("reveal");
        await page.IsAsync("shown", "lapsing");
        var second = await page.DigitsAsync();
        Assert.NotEqual(first, second);
        Assert.Equal("superseded_code", await handOver.AttemptAsync(first));

        // One tap keeps these: they outlive the first one's seconds.
        await page.Page.WaitForTimeoutAsync(3000);
        await page.TapAsync("keep");
        await page.Page.WaitForTimeoutAsync(3000);
        Assert.Equal(second, await page.DigitsAsync());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"check 5: digits gone {gone:F1} s after the tap ({RevealS} s); then code_not_shown, after the next tap superseded_code"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task R9_a_hide_blanks_every_window_and_every_device()
    {
        var handOver = await door.IssueAsync();
        var (page, digits) = await handOver.ShowAsync();
        var window = await page.AnotherAsync(door, handOver.Issued.Link!);
        var device = await handOver.OpenAsync(width: 1280);
        foreach (var other in new[] { window, device })
        {
            await other.IsAsync("shown");
            Assert.Equal(digits, await other.DigitsAsync());
        }

        foreach (var one in new[] { page, window, device })
            await one.NoteTimesAsync();

        // The middle one of three: the machine has other things to do as well.
        List<double> elapsedMs = [];
        for (var i = 0; i < 3; i++)
        {
            await page.TapAsync("hide");
            await Task.WhenAll(window.BlankedAsync(5), device.BlankedAsync(5));
            elapsedMs.Add(Math.Max(await window.BlankedAtAsync(), await device.BlankedAtAsync()) - await page.TappedAtAsync());
            await window.IsAsync("hidden");
            Assert.Contains("hidden on another screen", await device.Page.InnerTextAsync("#note"), StringComparison.Ordinal);
            await page.TapAsync("reveal");
            await Task.WhenAll(page.IsAsync("shown"), window.IsAsync("shown"), device.IsAsync("shown"));
        }

        var middle = elapsedMs.Order().ElementAt(1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"check 8: another window and another device were blank {middle:F0} ms after the tap"));
        Assert.InRange(middle, 0, 1000);
    }

    [Fact]
    public async Task R9_coming_back_from_another_app_costs_one_tap()
    {
        var handOver = await door.IssueAsync();
        var (page, digits) = await handOver.ShowAsync();
        await page.TurnAwayAsync();
        Assert.Empty(await page.DigitsAsync());
        await page.ComeBackAsync();
        await page.Page.WaitForSelectorAsync("[data-act=reveal]");
        Assert.Equal("hidden", await page.StateAsync());
        await page.TapAsync("reveal");
        await page.IsAsync("shown");
        Assert.NotEqual(digits, await page.DigitsAsync());
    }

    private static Task LeaveAsync(RecipientPage page, string way) => way switch
    {
        "turn away" => page.TurnAwayAsync(),
        "close" => page.Page.CloseAsync(new() { RunBeforeUnload = false }),
        "navigate" => page.Page.GotoAsync("about:blank"),
        "hide" => page.TapAsync("hide"),
        _ => throw new ArgumentOutOfRangeException(nameof(way)),
    };
}
