using System.Text.RegularExpressions;
using DeliveryOtp.Api.Messages;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Tests.Messages;

/// <summary>What translators edit: complete in each language, and asking for nothing that is not a recipient's business.</summary>
public sealed partial class MessageTextTests
{
    /// <summary>All that a mail may hold of a delivery.</summary>
    private static readonly string[] Facts = ["day", "month", "number", "order", "place", "seller", "time", "tries", "until", "year"];

    public static TheoryData<string> Languages => [.. MessageTexts.Languages.Keys];

    [Fact]
    public void There_are_five_languages() => Assert.Equal(["de", "en", "es", "fr", "it"], MessageTexts.Languages.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Each_language_has_the_same_texts_with_the_same_placeholders(string language)
    {
        var (texts, english) = (MessageTexts.Languages[language].All, MessageTexts.Languages["en"].All);
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), texts.Keys.Order(StringComparer.Ordinal));
        Assert.All(texts, text => Assert.Equal(PlaceholdersOf(english[text.Key]), PlaceholdersOf(text.Value)));
        Assert.All(texts, text => Assert.Empty(PlaceholdersOf(text.Value).Except(Facts, StringComparer.Ordinal)));
        Assert.All(texts, text => Assert.Equal(text.Value.Trim(), text.Value));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Each_language_has_a_text_for_all_that_may_happen(string language)
    {
        var texts = MessageTexts.Languages[language].All;
        foreach (var kind in EnumName<MessageKind>.All)
            Assert.Superset(new HashSet<string>([$"{kind}.subject", $"{kind}.lead", $"{kind}.advice"], StringComparer.Ordinal), texts.Keys.ToHashSet(StringComparer.Ordinal));
        foreach (var outcome in EnumName<AttemptOutcome>.All.Except(["accepted", "wrong_code"], StringComparer.Ordinal))
            Assert.Contains($"refused.{outcome}", texts.Keys);
        foreach (var place in EnumName<PlaceVerdict>.All)
            Assert.Contains($"place.{place}", texts.Keys);
    }

    /// <summary>French writes a space that does not break before what has two parts.</summary>
    [Fact]
    public void French_punctuation_does_not_break() =>
        Assert.All(MessageTexts.Languages["fr"].All, text => Assert.DoesNotMatch("(?<![\u00a0\u202f])[:;?!»]| [:;?!»]|«(?!\u00a0)", text.Value));

    [Fact]
    public void A_moment_is_on_the_destinations_clocks()
    {
        var at = new DateTimeOffset(2026, 7, 1, 16, 30, 0, TimeSpan.Zero);
        Assert.Equal("1er juillet 2026 à 18:30", MessageTexts.Languages["fr"].Moment(at, "FR"));
        Assert.Equal("1. Juli 2026, 18:30 Uhr", MessageTexts.Languages["de"].Moment(at, "DE"));
        Assert.Equal("1 July 2026 at 17:30", MessageTexts.Languages["en"].Moment(at, "GB"));
        Assert.Equal("1 July 2026 at 16:30 UTC", MessageTexts.Languages["en"].Moment(at, "US"));
    }

    [Fact]
    public void What_is_filled_in_is_not_filled_again() => Assert.Equal(
        "order {seller} ({number})",
        MessageTexts.Languages["en"].Fill("order.seller", ("number", "{seller}"), ("seller", "{number}")));

    [Fact]
    public void A_policy_older_than_the_field_sends_nothing() =>
        Assert.Equal(RecipientMessages.None, StoredPolicy.Read("""{"code_release":"on_arrival"}""").RecipientMessages);

    private static IEnumerable<string> PlaceholdersOf(string text) =>
        Placeholder().Matches(text).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal);

    [GeneratedRegex("{(?<name>[^}]*)}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
