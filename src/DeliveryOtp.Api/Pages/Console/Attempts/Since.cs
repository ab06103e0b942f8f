using System.Globalization;
using System.Text.RegularExpressions;

namespace DeliveryOtp.Api.Pages.Console.Attempts;

/// <summary>How far back: <c>30m</c>, <c>2h</c>, <c>7d</c>, <c>4w</c>, or <c>today</c>, which began at midnight UTC.</summary>
internal static partial class Since
{
    public const string Expectation = "must be today, or a number and m, h, d or w, such as 2h";

    private const string Today = "today";

    /// <summary>What the form offers, with its words.</summary>
    public static IReadOnlyList<(string Value, string Words)> Offered { get; } =
    [
        ("1h", "last hour"),
        ("2h", "last 2 hours"),
        (Today, "today (UTC)"),
        ("24h", "last 24 hours"),
        ("7d", "last 7 days"),
        ("30d", "last 30 days"),
    ];

    /// <summary>Null: it is no such span.</summary>
    public static DateTimeOffset? Before(DateTimeOffset now, string text)
    {
        if (text == Today)
            return new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        if (Span().Match(text) is not { Success: true } span)
            return null;
        var count = int.Parse(span.Groups["count"].Value, CultureInfo.InvariantCulture);
        return now - span.Groups["unit"].Value switch
        {
            "m" => TimeSpan.FromMinutes(count),
            "h" => TimeSpan.FromHours(count),
            "d" => TimeSpan.FromDays(count),
            _ => TimeSpan.FromDays(7 * count),
        };
    }

    [GeneratedRegex("^(?<count>[1-9][0-9]{0,3})(?<unit>[mhdw])$", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Span();
}
