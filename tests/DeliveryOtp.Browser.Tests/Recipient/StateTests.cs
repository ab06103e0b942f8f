using System.Collections.Concurrent;
using System.Globalization;
using DeliveryOtp.Api.Pages;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace DeliveryOtp.Browser.Tests.Recipient;

/// <summary>Every state of the page, for every eye, hand and language.</summary>
[Collection(AnotherDoor.Name)]
public sealed class StateTests(Door door, ITestOutputHelper output)
{
    private static readonly string[] Languages = [.. PageTexts.Languages.Keys.Order(StringComparer.Ordinal)];

    private static readonly string[] LongWords = ["de", "fr"];

    /// <summary>Where a request fails on purpose, the browser says so.</summary>
    private static readonly string[] Broken = ["stale", "failed", "stopping", "conflict", "dead"];

    [Fact]
    public async Task Every_state_is_accessible_fits_the_smallest_phone_and_complains_of_nothing()
    {
        var (states, looks) = (0, 0);
        var failures = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(States.All, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (state, _) =>
        {
            try
            {
                var page = await state.Value(door);
                if (Sizes.IsFull)
                    await Screens.ShootAsync(page.Page, $"recipient/states/{state.Key.Replace(' ', '-')}");
                Interlocked.Add(ref looks, await LookAtAsync(page, state.Key));
                Interlocked.Increment(ref states);
                if (!Broken.Contains(state.Key, StringComparer.Ordinal))
                    Assert.Empty(page.Complaints);
                Assert.All(page.Requests, request => Assert.StartsWith(door.Service.BaseUrl.ToString(), request.Url, StringComparison.Ordinal));
                await page.Page.Context.CloseAsync();
            }
            catch (Exception failure) when (failure is Xunit.Sdk.XunitException or PlaywrightException or TimeoutException)
            {
                failures.Add($"{state.Key}: {failure.Message}");
            }
        });
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"check 9, 10, 14: {states} states; {looks} looks by axe, 0 violations; none wider than its window at 320 px with text of {(Sizes.IsFull ? "100 and 200" : "200")} %, in {(Sizes.IsFull ? Languages : LongWords).Length} languages; targets at least 48 px; console, other origins and policy reports 0"));
    }

    [Fact]
    public async Task The_main_states_look_right_in_each_language_theme_and_width()
    {
        await Parallel.ForEachAsync(States.Main, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (state, _) =>
        {
            var page = await States.All[state](door);
            foreach (var language in Languages)
            {
                await SpeakAsync(page, language);
                foreach (var (width, height) in new[] { (320, 640), (390, 844) })
                {
                    await page.Page.SetViewportSizeAsync(width, height);
                    await Screens.AssertFitsAsync(page.Page, $"{state} {language} {width}");
                    if (!Sizes.IsFull)
                        continue;
                    foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                    {
                        await page.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                        await page.Page.EvaluateAsync("scrollTo(0, 0)");
                        await Screens.ShootAsync(page.Page, $"recipient/{state}/{language}-{width}-{scheme.ToString().ToLowerInvariant()}");
                    }
                }
            }

            await page.Page.Context.CloseAsync();
        });
    }

    private static async Task<int> LookAtAsync(RecipientPage page, string state)
    {
        var looks = 0;
        foreach (var (width, scheme, forced) in LooksOf(state))
        {
            await page.Page.SetViewportSizeAsync(width, 844);
            await page.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ForcedColors = forced });
            await Axe.AssertCleanAsync(page.Page, $"{state}, {width} px, {scheme}, forced colours {forced}");
            looks++;
        }

        await page.Page.SetViewportSizeAsync(320, 640);
        var isWhole = Sizes.IsFull || States.Main.Contains(state, StringComparer.Ordinal);
        int[] percents = isWhole ? [100, 200] : [200];
        foreach (var language in isWhole ? Languages : LongWords)
        {
            await SpeakAsync(page, language);
            foreach (var percent in percents)
            {
                await page.Page.EvaluateAsync("percent => { document.documentElement.style.fontSize = `${percent}%`; }", percent);
                await AssertLaidOutAsync(page.Page, $"{state}, {language}, {percent} %");
            }
        }

        return looks;
    }

    private static IEnumerable<(int Width, ColorScheme Scheme, ForcedColors Forced)> LooksOf(string state)
    {
        yield return (320, ColorScheme.Dark, ForcedColors.None);
        if (!Sizes.IsFull && !States.Main.Contains(state, StringComparer.Ordinal))
            yield break;
        yield return (390, ColorScheme.Light, ForcedColors.None);
        if (!Sizes.IsFull)
            yield break;
        yield return (1280, ColorScheme.Light, ForcedColors.Active);
        yield return (320, ColorScheme.Light, ForcedColors.None);
        yield return (390, ColorScheme.Dark, ForcedColors.None);
        yield return (390, ColorScheme.Light, ForcedColors.Active);
        yield return (1280, ColorScheme.Dark, ForcedColors.None);
    }

    private static async Task SpeakAsync(RecipientPage page, string language)
    {
        if (await page.Page.EvaluateAsync<string>("document.documentElement.lang") == language)
            return;
        var isOffline = !await page.Page.EvaluateAsync<bool>("navigator.onLine");
        if (isOffline)
            return;
        await page.Page.EvaluateAsync("language => document.querySelector(`[data-language=${language}]`).click()", language);
        await page.Page.WaitForFunctionAsync("language => document.documentElement.lang === language", language);
    }

    /// <summary>Nothing is wider than the window, no digit is cut, and whatever is tapped is 48 px high at least.</summary>
    private static async Task AssertLaidOutAsync(IPage page, string where)
    {
        var wrong = await page.EvaluateAsync<string[]>(
            """
            () => {
              const wrong = [];
              if (document.documentElement.scrollWidth > innerWidth) wrong.push(`${document.documentElement.scrollWidth} px wide`);
              const isThere = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible' && !element.closest('.vh');
              for (const part of document.querySelectorAll('#digits [aria-hidden]')) {
                const { left, right } = part.getBoundingClientRect();
                if (left < 0 || right > innerWidth) wrong.push(`digits from ${left} to ${right}`);
              }
              for (const element of document.querySelectorAll('body *')) {
                if (isThere(element) && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && getComputedStyle(element).display !== 'inline')
                  wrong.push(`cut: ${element.outerHTML.slice(0, 80)}`);
              }
              for (const target of document.querySelectorAll('button, summary, a, label:has(input)')) {
                const { width, height } = target.getBoundingClientRect();
                if (isThere(target) && (height < 48 || width < 48)) wrong.push(`${width} by ${height} px: ${target.textContent.trim()}`);
              }
              return wrong;
            }
            """);
        Assert.True(wrong.Length == 0, $"{where}: {string.Join("; ", wrong)}");
    }
}
