using System.Globalization;
using System.Text.RegularExpressions;

namespace DeliveryOtp.Domain.Deliveries;

/// <summary>Names of languages as phones and shops have them: BCP 47 (RFC 5646), such as <c>fr</c>, <c>fr-FR</c>, <c>zh-Hant-TW</c>.</summary>
public static partial class LanguageTag
{
    /// <summary>RFC 5646, 4.4.1: enough for every tag that has a meaning.</summary>
    public const int MaxLength = 35;

    public const string Pattern = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$";

    /// <summary>Well-formed; whether such a language is spoken anywhere is nobody's concern.</summary>
    public static bool IsValid(string text) => text.Length <= MaxLength && WellFormed().IsMatch(text);

    /// <summary>The usual spelling (RFC 5646, 2.1.1): <c>FR-fr</c> and <c>fr-FR</c> are one language.</summary>
    public static string Canonical(string tag)
    {
        var parts = tag.Split('-');
        for (var i = 0; i < parts.Length; i++)
        {
            var lower = parts[i].ToLowerInvariant();
            parts[i] = lower switch
            {
                { Length: 2 } when i > 0 && parts[i - 1].Length > 1 => lower.ToUpperInvariant(),
                { Length: 4 } when i > 0 && parts[i - 1].Length > 1 => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(lower),
                _ => lower,
            };
        }

        return string.Join('-', parts);
    }

    /// <summary>The language itself, without script and region: <c>fr</c> of <c>fr-CA</c>.</summary>
    public static string PrimaryOf(string tag) => tag.Split('-', 2)[0].ToLowerInvariant();

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex WellFormed();
}
