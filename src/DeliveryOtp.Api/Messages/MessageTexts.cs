using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Messages;

/// <summary>The texts of one language: <c>Texts/fr.json</c> and its like, for translators to edit.</summary>
internal sealed partial class MessageTexts
{
    private const string Fallback = "en";

    private readonly FrozenDictionary<string, string> _texts;

    private MessageTexts(string language, IReadOnlyDictionary<string, string> texts)
    {
        Language = language;
        _texts = texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static FrozenDictionary<string, MessageTexts> Languages { get; } = ((string[])["de", "en", "es", "fr", "it"])
        .ToFrozenDictionary(language => language, Load, StringComparer.Ordinal);

    /// <summary>ISO 639-1.</summary>
    public string Language { get; }

    public IReadOnlyDictionary<string, string> All => _texts;

    public string this[string key] => _texts[key];

    /// <summary>The recipient's language, or the destination's where they named none. English, where there are no texts in it.</summary>
    /// <param name="language">A BCP 47 tag: `fr-CA` is French.</param>
    /// <param name="country">The destination's.</param>
    public static MessageTexts For(string? language, string country) =>
        Languages.GetValueOrDefault(language is null ? Country.LanguageOf(country) ?? Fallback : LanguageTag.PrimaryOf(language))
        ?? Languages[Fallback];

    /// <summary>A text with its {placeholders} filled. What is filled in is not looked at again.</summary>
    public string Fill(string key, params (string Name, string Value)[] facts) => FillIn(_texts[key], facts);

    /// <inheritdoc cref="Fill"/>
    public static string FillIn(string text, params (string Name, string Value)[] facts) => Placeholder().Replace(
        text,
        match => facts.First(fact => fact.Name == match.Groups["name"].Value).Value);

    /// <summary>A moment on the clocks of a country; where it is not known what they show, in UTC, and it says so.</summary>
    public string Moment(DateTimeOffset at, string country) => Moment(at, CountryTime.ZoneOf(country));

    /// <summary>A moment on the clocks of a zone; in UTC, it says so.</summary>
    public string Moment(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var text = Fill(
            "moment",
            ("day", local.Day == 1 ? _texts["first_day"] : Number(local.Day)),
            ("month", _texts[$"month.{Number(local.Month)}"]),
            ("year", Number(local.Year)),
            ("time", local.ToString("HH:mm", CultureInfo.InvariantCulture)));
        return zone.Equals(TimeZoneInfo.Utc) ? $"{text} UTC" : text;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static MessageTexts Load(string language)
    {
        using var file = typeof(MessageTexts).Assembly.GetManifestResourceStream($"Texts/{language}.json")!;
        return new MessageTexts(language, JsonSerializer.Deserialize<Dictionary<string, string>>(file)!);
    }

    [GeneratedRegex("{(?<name>[a-z]+)}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Placeholder();
}
