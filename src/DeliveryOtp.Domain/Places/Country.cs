using System.Collections.Frozen;

namespace DeliveryOtp.Domain.Places;

/// <summary>What a destination's country suggests: the time on its clocks, and the language of who says none.</summary>
/// <param name="Zone">IANA's name of the usual time zone; where there are several that are usual, the country is not here.</param>
/// <param name="Language">ISO 639-1; null: none of ours is the language of most people.</param>
public sealed record Country(string Zone, string? Language)
{
    private static readonly FrozenDictionary<string, Country> All = new Dictionary<string, Country>(StringComparer.Ordinal)
    {
        ["AT"] = new("Europe/Vienna", "de"),
        ["BE"] = new("Europe/Brussels", Language: null),
        ["BG"] = new("Europe/Sofia", Language: null),
        ["CH"] = new("Europe/Zurich", "de"),
        ["CY"] = new("Asia/Nicosia", Language: null),
        ["CZ"] = new("Europe/Prague", Language: null),
        ["DE"] = new("Europe/Berlin", "de"),
        ["DK"] = new("Europe/Copenhagen", Language: null),
        ["EE"] = new("Europe/Tallinn", Language: null),
        ["ES"] = new("Europe/Madrid", "es"),
        ["FI"] = new("Europe/Helsinki", Language: null),
        ["FR"] = new("Europe/Paris", "fr"),
        ["GB"] = new("Europe/London", "en"),
        ["GR"] = new("Europe/Athens", Language: null),
        ["HR"] = new("Europe/Zagreb", Language: null),
        ["HU"] = new("Europe/Budapest", Language: null),
        ["IE"] = new("Europe/Dublin", "en"),
        ["IT"] = new("Europe/Rome", "it"),
        ["LI"] = new("Europe/Vaduz", "de"),
        ["LT"] = new("Europe/Vilnius", Language: null),
        ["LU"] = new("Europe/Luxembourg", "fr"),
        ["LV"] = new("Europe/Riga", Language: null),
        ["MC"] = new("Europe/Monaco", "fr"),
        ["MT"] = new("Europe/Malta", "en"),
        ["NL"] = new("Europe/Amsterdam", Language: null),
        ["NO"] = new("Europe/Oslo", Language: null),
        ["PL"] = new("Europe/Warsaw", Language: null),
        ["PT"] = new("Europe/Lisbon", Language: null),
        ["RO"] = new("Europe/Bucharest", Language: null),
        ["SE"] = new("Europe/Stockholm", Language: null),
        ["SI"] = new("Europe/Ljubljana", Language: null),
        ["SK"] = new("Europe/Bratislava", Language: null),
        ["SM"] = new("Europe/San_Marino", "it"),
        ["VA"] = new("Europe/Vatican", "it"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string? LanguageOf(string country) => All.GetValueOrDefault(country)?.Language;

    /// <summary>IANA's name; null where the country does not say.</summary>
    public static string? ZoneOf(string country) => All.GetValueOrDefault(country)?.Zone;
}
