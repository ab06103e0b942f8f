using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace DeliveryOtp.Browser.Tests.Recipient;

/// <summary>The page as its reader meets it, and all that it asked for and complained about.</summary>
internal sealed partial class RecipientPage
{
    private readonly List<string> _complaints;

    private RecipientPage(IPage page, List<string> complaints)
    {
        Page = page;
        _complaints = complaints;
        page.Request += (_, request) => Requests.Add(request);
    }

    public IPage Page { get; }

    public List<IRequest> Requests { get; } = [];

    /// <summary>Without what a test broke on purpose, and the stream that the page itself ends when nobody looks.</summary>
    public IEnumerable<string> Complaints => _complaints.Where(complaint => !complaint.Contains("/v1/tracking/events: net::ERR_ABORTED", StringComparison.Ordinal));

    public static async Task<RecipientPage> OpenAsync(Door door, string link, int width = 390, bool isDark = false, int height = 844, string? language = null)
    {
        var (page, complaints) = await door.Browser.OpenAsync(width, isDark, height);
        return await GoAsync(new RecipientPage(page, complaints), door, link, language);
    }

    /// <summary>Before anything is asked for, for tests that stand in the way.</summary>
    public static async Task<RecipientPage> BlankAsync(Door door, int width = 390)
    {
        var (page, complaints) = await door.Browser.OpenAsync(width);
        return new RecipientPage(page, complaints);
    }

    /// <summary>One more window of the same browser.</summary>
    public async Task<RecipientPage> AnotherAsync(Door door, string link)
    {
        var (page, complaints) = await Browser.OpenAsync(Page.Context);
        return await GoAsync(new RecipientPage(page, complaints), door, link, language: null);
    }

    public static async Task<RecipientPage> GoAsync(RecipientPage page, Door door, string link, string? language = null)
    {
        await page.Page.GotoAsync(new Uri(door.Service.BaseUrl, $"/r{(language is null ? string.Empty : $"?lang={language}")}#{link}").ToString());
        return page;
    }

    /// <summary>Waits until the page is in one of the states.</summary>
    public async Task IsAsync(params string[] states)
    {
        try
        {
            await Page.WaitForFunctionAsync("states => states.includes(document.documentElement.dataset.state)", states, new() { Timeout = 30_000 });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The page is {await StateAsync()}, not {string.Join(" or ", states)}: {await Page.InnerTextAsync("body")}");
        }
    }

    public Task<string> StateAsync() => Page.EvaluateAsync<string>("document.documentElement.dataset.state");

    public async Task TapAsync(string act) => await Page.ClickAsync($"[data-act={act}]");

    /// <summary>The bar takes no tap in its first 700 ms.</summary>
    public async Task StopAsync()
    {
        await Page.WaitForSelectorAsync("#stop-button");
        await Page.WaitForTimeoutAsync(750);
        await TapAsync("stop");
    }

    /// <summary>As they stand in the document; empty: there are none.</summary>
    public async Task<string> DigitsAsync() => NoDigit().Replace(await Page.EvaluateAsync<string>(
        "[...document.querySelectorAll('#digits [aria-hidden]')].map(part => part.textContent).join('')"), string.Empty);

    /// <summary>Waits until no digit is in the document; how long it took.</summary>
    public async Task<TimeSpan> BlankedAsync(double seconds)
    {
        var started = Stopwatch.GetTimestamp();
        await Page.WaitForFunctionAsync("() => document.getElementById('digits').childElementCount === 0", null, new() { Timeout = (float)(seconds * 1000) });
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>From now on the page notes by its own clock when it is tapped, and when its digits go: what drives a browser looks later.</summary>
    public async Task NoteTimesAsync() => await Page.EvaluateAsync(
        """
        () => {
          window.noted = { tapped: 0, blanked: 0 };
          document.addEventListener('click', () => { noted.tapped = Date.now(); }, { capture: true });
          const digits = document.getElementById('digits');
          new MutationObserver(() => { if (digits.childElementCount === 0) noted.blanked = Date.now(); }).observe(digits, { childList: true });
        }
        """);

    /// <summary>Milliseconds since 1970.</summary>
    public Task<double> TappedAtAsync() => Page.EvaluateAsync<double>("noted.tapped");

    /// <summary>Milliseconds since 1970; 0: not yet.</summary>
    public Task<double> BlankedAtAsync() => Page.EvaluateAsync<double>("noted.blanked");

    public Task<string> ResultAsync() => Page.InnerTextAsync("#results");

    public async Task ResultIsAsync(string kind) => await Page.WaitForSelectorAsync($"#results[data-kind={kind}]", new() { State = WaitForSelectorState.Attached });

    /// <summary>The recipient turns to another app: browsers without windows show every page, so the page is told so.</summary>
    public Task TurnAwayAsync() => TurnAsync("hidden");

    public Task ComeBackAsync() => TurnAsync("visible");

    private async Task TurnAsync(string visibility) => await Page.EvaluateAsync(
        """
        visibility => {
          Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        visibility);

    [GeneratedRegex("[^0-9]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoDigit();
}
