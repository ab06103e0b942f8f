using System.Collections.Frozen;

namespace DeliveryOtp.Api.Pages.Console.Disputes;

/// <summary>Where a recipient finds help that costs nothing, by the country in which they live and whichever country sold.</summary>
/// <param name="Centre">The European Consumer Centre; null: the country has none.</param>
/// <param name="HasDirective">The country keeps a list of bodies for alternative dispute resolution (Directive 2013/11/EU).</param>
internal sealed record ConsumerHelp(string? Centre, bool HasDirective)
{
    // Theirs, and no setting of ours.
#pragma warning disable S1075
    public const string CentresUrl = "https://www.eccnet.eu/";

    public const string BodiesUrl = "https://consumer-redress.ec.europa.eu/";
#pragma warning restore S1075

    /// <summary>The Union, Norway and Iceland.</summary>
    private static readonly FrozenDictionary<string, string> Centres = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AT"] = "Austria",
        ["BE"] = "Belgium",
        ["BG"] = "Bulgaria",
        ["CY"] = "Cyprus",
        ["CZ"] = "Czechia",
        ["DE"] = "Germany",
        ["DK"] = "Denmark",
        ["EE"] = "Estonia",
        ["ES"] = "Spain",
        ["FI"] = "Finland",
        ["FR"] = "France",
        ["GR"] = "Greece",
        ["HR"] = "Croatia",
        ["HU"] = "Hungary",
        ["IE"] = "Ireland",
        ["IS"] = "Iceland",
        ["IT"] = "Italy",
        ["LT"] = "Lithuania",
        ["LU"] = "Luxembourg",
        ["LV"] = "Latvia",
        ["MT"] = "Malta",
        ["NL"] = "the Netherlands",
        ["NO"] = "Norway",
        ["PL"] = "Poland",
        ["PT"] = "Portugal",
        ["RO"] = "Romania",
        ["SE"] = "Sweden",
        ["SI"] = "Slovenia",
        ["SK"] = "Slovakia",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="country">ISO 3166-1 alpha-2, of the destination.</param>
    public static ConsumerHelp Of(string country) => Centres.GetValueOrDefault(country) is { } name
        ? new($"European Consumer Centre of {name}", HasDirective: true)
        : new(Centre: null, HasDirective: country == "LI");
}
