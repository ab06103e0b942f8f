using System.Collections.Frozen;
using System.Text.Json;

namespace DeliveryOtp.Domain;

/// <summary>
/// The one spelling of an enum's values outside this program (JSON, journal, metrics): snake_case.
/// </summary>
public static class EnumName<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> NameOf = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, TEnum> ValueOf =
        NameOf.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Every name, in the order in which the values are declared.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<TEnum>().Select(value => NameOf[value])];

    public static string Of(TEnum value) => NameOf[value];

    public static bool TryParse(string name, out TEnum value) => ValueOf.TryGetValue(name, out value);

    /// <exception cref="KeyNotFoundException">The name is none of <see cref="All"/>.</exception>
    public static TEnum Parse(string name) => ValueOf[name];
}
