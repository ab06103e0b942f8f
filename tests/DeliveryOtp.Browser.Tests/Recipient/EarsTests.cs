using System.Globalization;
using DeliveryOtp.Api.Pages;
using DeliveryOtp.Api.Tests.Fixture;
using Xunit.Abstractions;

namespace DeliveryOtp.Browser.Tests.Recipient;

/// <summary>What a screen reader hears, and how far a keyboard comes.</summary>
[Collection(TheDoor.Name)]
public sealed class EarsTests(Door door, ITestOutputHelper output)
{
    public static TheoryData<string> Languages => Sizes.IsFull ? [.. PageTexts.Languages.Keys.Order(StringComparer.Ordinal)] : ["de"];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Digits_are_spelled_an_attempt_is_one_alert_and_what_ticks_says_nothing(string language)
    {
        var texts = PageTexts.Languages[language];
        var handOver = await door.IssueAsync(language: language);
        var (page, digits) = await handOver.ShowAsync(language: language);
        var spelled = $"{string.Join(' ', digits[..3].ToCharArray())}, {string.Join(' ', digits[3..].ToCharArray())}";
        Assert.Equal($"- paragraph: {spelled}", await page.Page.Locator("#digits").AriaSnapshotAsync());
        Assert.Equal(texts["shown.title"], await page.Page.InnerTextAsync("h1"));

        // All that live regions say from now on.
        await page.Page.EvaluateAsync(
            """
            () => {
              window.said = [];
              const listen = (region) => new MutationObserver((changes) => {
                if (changes.every((change) => (change.target.parentElement ?? change.target).closest('[aria-hidden=true]'))) return;
                const text = [...region.childNodes].filter((node) => node.ariaHidden !== 'true').map((node) => node.textContent).join(' ').replace(/[ \n]+/g, ' ').trim();
                if (text) window.said.push(text);
              }).observe(region, { subtree: true, childList: true, characterData: true });
              document.querySelectorAll('[role=alert], [role=status]').forEach(listen);
            }
            """);
        await page.Page.WaitForTimeoutAsync(2500);
        Assert.Empty(await page.Page.EvaluateAsync<string[]>("window.said"));

        Assert.Equal("wrong_code", await handOver.AttemptAsync(Issued.WrongCodeOf(digits)));
        await page.ResultIsAsync("wrong");
        await page.Page.WaitForTimeoutAsync(2500);
        var said = Assert.Single(await page.Page.EvaluateAsync<string[]>("window.said"));
        var time = await page.Page.EvaluateAsync<string>("document.getElementById('result').textContent.match(/[0-9]{2}:[0-9]{2}:[0-9]{2}/)[0]");
        Assert.Equal(
            string.Join(' ', texts["wrong.title"], texts.Fill("wrong.text", ("wrong", "1"), ("time", time)), texts.Fill("fact.tries", ("tries", "2")), "·", texts.Fill("fact.place", ("place", texts["place.inside"]))),
            said);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"check 12 ({language}): \"{spelled.Length} characters of spelled digits\", 1 alert for 1 attempt, 0 while it only ticked"));
    }

    [Fact]
    public async Task A_keyboard_goes_through_a_hand_over_and_the_focus_is_never_lost()
    {
        var handOver = await door.IssueAsync();
        var page = await handOver.OpenAsync(width: 1280);
        await page.IsAsync("waiting");
        await TabToAsync(page, "summary");
        await handOver.ArriveAsync();
        await page.IsAsync("asked");
        await PressAsync(page, "[data-act=reveal]", "shown");
        await PressAsync(page, "[data-act=keep]", "shown");
        await PressAsync(page, "[data-act=hide]", "hidden");
        await page.Page.WaitForSelectorAsync("[data-act=reveal]");
        await PressAsync(page, "[data-act=reveal]", "shown");
        Assert.Equal("accepted", await handOver.AttemptAsync(await page.DigitsAsync()));
        await page.IsAsync("accepted");
        Assert.NotEqual("BODY", await FocusAsync(page));
        await PressAsync(page, "[data-act=object]", "objecting");
        await TabToAsync(page, "[value=not_received]");
        await page.Page.Keyboard.PressAsync("Space");
        await PressAsync(page, "#contest .main", "contested");
        await PressAsync(page, "[data-act=receipt]", "contested");
        output.WriteLine("check 11: from waiting to contested by keyboard, the focus visible and never on the body");
        Assert.Empty(page.Complaints);
    }

    private static async Task PressAsync(RecipientPage page, string target, string state)
    {
        await TabToAsync(page, target);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.IsAsync(state);
        Assert.NotEqual("BODY", await FocusAsync(page));
    }

    /// <summary>On the way, and there, whatever has the focus shows it.</summary>
    private static async Task TabToAsync(RecipientPage page, string target)
    {
        for (var steps = 0; steps < 30; steps++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await FocusAsync(page) == "BODY")
                continue;
            Assert.True(await page.Page.EvaluateAsync<bool>(
                """
                () => {
                  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
                  const { top, bottom } = document.activeElement.getBoundingClientRect();
                  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && bottom > 0 && top < innerHeight;
                }
                """));
            if (await page.Page.EvaluateAsync<bool>("target => document.activeElement.matches(target)", target))
                return;
        }

        Assert.Fail($"no Tab leads to {target}");
    }

    private static Task<string> FocusAsync(RecipientPage page) => page.Page.EvaluateAsync<string>("document.activeElement.tagName");
}
