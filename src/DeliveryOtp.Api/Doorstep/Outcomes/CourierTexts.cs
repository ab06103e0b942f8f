using System.Collections.Frozen;
using System.Text.Json;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Doorstep.Outcomes;

/// <summary>
/// What couriers are told in one language: <c>Texts/fr.json</c> and its like, for translators to edit. One text an outcome, whether an
/// arrival or an attempt met with it.
/// </summary>
internal sealed class CourierTexts
{
    private const string Fallback = "en";

    private readonly FrozenDictionary<string, string> _texts;

    private CourierTexts(string language, IReadOnlyDictionary<string, string> texts)
    {
        Language = language;
        _texts = texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static FrozenDictionary<string, CourierTexts> Languages { get; } = ((string[])["de", "en", "es", "fr", "it"])
        .ToFrozenDictionary(language => language, Load, StringComparer.Ordinal);

    /// <summary>ISO 639-1.</summary>
    public string Language { get; }

    public IReadOnlyDictionary<string, string> All => _texts;

    /// <summary>English where none was asked for, or one in which there are no texts.</summary>
    /// <param name="language">A BCP 47 tag: `fr-CA` is French.</param>
    public static CourierTexts For(string? language) =>
        Languages.GetValueOrDefault(language is null ? Fallback : LanguageTag.PrimaryOf(language)) ?? Languages[Fallback];

    /// <summary>What happened.</summary>
    public string TitleOf(string outcome) => _texts[$"{outcome}.title"];

    /// <summary>What to do.</summary>
    public string TextOf(string outcome) => _texts[$"{outcome}.text"];

    private static CourierTexts Load(string language)
    {
        using var file = typeof(CourierTexts).Assembly.GetManifestResourceStream($"CourierTexts/{language}.json")!;
        return new CourierTexts(language, JsonSerializer.Deserialize<Dictionary<string, string>>(file)!);
    }
}
