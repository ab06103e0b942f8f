using System.Text.RegularExpressions;
using DeliveryOtp.Api.Doorstep.Outcomes;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Tests.Doorstep;

/// <summary>What translators edit: complete in each language, and telling the courier nothing that helps to get past a gate.</summary>
public sealed partial class CourierTextTests
{
    private const int MostOfATitle = 60;

    public static TheoryData<string> Languages => [.. CourierTexts.Languages.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_five_languages() => Assert.Equal(["de", "en", "es", "fr", "it"], CourierTexts.Languages.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Each_language_has_a_text_for_every_outcome_and_no_other(string language)
    {
        var outcomes = EnumName<AttemptOutcome>.All.Union(EnumName<ArrivalOutcome>.All, StringComparer.Ordinal);
        Assert.Equal(
            outcomes.SelectMany(outcome => (string[])[$"{outcome}.title", $"{outcome}.text"]).Order(StringComparer.Ordinal),
            CourierTexts.Languages[language].All.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_title_is_short_and_a_text_is_a_sentence(string language)
    {
        var texts = CourierTexts.Languages[language].All;
        Assert.All(texts, text => Assert.Equal(text.Value.Trim(), text.Value));
        Assert.All(texts.Where(text => text.Key.EndsWith(".title", StringComparison.Ordinal)), title =>
        {
            Assert.InRange(title.Value.Length, 1, MostOfATitle);
            Assert.DoesNotMatch("[.{}]", title.Value);
        });
        Assert.All(texts.Where(text => text.Key.EndsWith(".text", StringComparison.Ordinal)), text => Assert.EndsWith(".", text.Value, StringComparison.Ordinal));
    }

    /// <summary>No number, so no distance, no radius and no weight; no placeholder for one; and no signal's name.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void No_text_says_how_far_he_is_or_what_was_noticed(string language) =>
        Assert.All(CourierTexts.Languages[language].All, text =>
        {
            Assert.DoesNotMatch(Telling(), text.Value);
            Assert.DoesNotContain(SignalRules.All, rule => text.Value.Contains(rule.Name, StringComparison.OrdinalIgnoreCase));
        });

    /// <summary>French writes a space that does not break before what has two parts.</summary>
    [Fact]
    public void French_punctuation_does_not_break() =>
        Assert.All(CourierTexts.Languages["fr"].All, text => Assert.DoesNotMatch("(?<![\u00a0\u202f])[:;?!»]| [:;?!»]|«(?!\u00a0)", text.Value));

    [GeneratedRegex(@"[0-9{}]|met(re|er|ro)|mètre|Meter|distan|entfern|signal[^ea]", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Telling();
}
