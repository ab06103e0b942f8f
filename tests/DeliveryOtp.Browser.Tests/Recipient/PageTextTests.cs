using System.Globalization;
using System.Text.RegularExpressions;
using DeliveryOtp.Api.Pages;
using Xunit.Abstractions;

namespace DeliveryOtp.Browser.Tests.Recipient;

/// <summary>What translators edit: the same in each language, short enough for whoever stands in a doorway, and for a button.</summary>
public sealed partial class PageTextTests(ITestOutputHelper output)
{
    private const int MostWordsOfASentence = 20;
    private const double MostWordsOnAverage = 7;
    private const int MostCharactersOfAButton = 42;

    private static readonly string[] Buttons =
    [
        "ask.yes", "ask.no", "shown.keep", "shown.hide", "hidden.again", "ready.show", "ready.cover", "receipt.yes", "receipt.no", "received.wrong",
        "contest.send", "contest.back", "stop.button", "stop.sending", "plain.again", "page.open",
    ];

    public static TheoryData<string> Languages => [.. PageTexts.Languages.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Each_language_has_the_same_texts_with_the_same_placeholders(string language)
    {
        var (texts, english) = (PageTexts.Languages[language].All, PageTexts.Languages["en"].All);
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), texts.Keys.Order(StringComparer.Ordinal));
        Assert.All(texts, text => Assert.Equal(PlaceholdersOf(english[text.Key]), PlaceholdersOf(text.Value)));
        Assert.All(texts, text => Assert.Equal(text.Value.Trim(), text.Value));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Sentences_and_buttons_are_short(string language)
    {
        var texts = PageTexts.Languages[language].All.Where(text => !text.Key.StartsWith("month.", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        var lengths = texts.Values
            .SelectMany(text => SentenceEnd().Split(text))
            .Where(sentence => sentence.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(sentence => sentence, sentence => sentence.Split([' ', '\u00a0', '\u202f'], StringSplitOptions.RemoveEmptyEntries).Length);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{language}: {lengths.Values.Average():F1} words a sentence, {lengths.Values.Max()} at most"));
        Assert.All(lengths, sentence => Assert.True(sentence.Value <= MostWordsOfASentence, $"{sentence.Value} words: {sentence.Key}"));
        Assert.InRange(lengths.Values.Average(), 1, MostWordsOnAverage);
        Assert.All(Buttons, button => Assert.InRange(texts[button].Length, 1, MostCharactersOfAButton));
    }

    /// <summary>French writes a space that does not break before what has two parts.</summary>
    [Fact]
    public void French_punctuation_does_not_break() =>
        Assert.All(PageTexts.Languages["fr"].All, text => Assert.DoesNotMatch("(?<![\u00a0\u202f])[:;?!»]| [:;?!»]|«(?!\u00a0)", text.Value));

    [Fact]
    public void What_a_page_embeds_ends_no_script_element() =>
        Assert.All(PageTexts.Languages.Values, texts => Assert.DoesNotContain('<', texts.Json + texts.Embedded));

    [Fact]
    public void Comments_stay_out_of_what_browsers_get_and_lines_keep_their_numbers() => Assert.Equal(
        "\nlet a = 1; // at the end\n\n\n\n  b('/** no comment */');\nlet c;\n",
        ScriptComments.Blank("// @ts-check\nlet a = 1; // at the end\n  /**\n   * of b\n   */\n  b('/** no comment */');\n/** @type {string} */ let c;\n"));

    private static IEnumerable<string> PlaceholdersOf(string text) =>
        Placeholder().Matches(text).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal);

    [GeneratedRegex("{(?<name>[^}]*)}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?<=[.?!…:])[\s”»“]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd();
}
