using FluentValidation;

namespace DeliveryOtp.Api.Http;

/// <summary>Times in a query string.</summary>
internal static class TimestampFilter
{
    public const string Expectation = "must be an RFC 3339 time with an offset, such as 2026-11-24T14:00:00Z";

    public static DateTimeOffset? Parse(string? text) =>
        text is not null && Http.Timestamp.TryParse(WithPlus(text), out var value) ? value : null;

    public static IRuleBuilderOptions<T, string?> Timestamp<T>(this IRuleBuilder<T, string?> rule) => rule.Constrain(
        text => text is null || Http.Timestamp.TryParse(WithPlus(text), out _),
        Expectation,
        new Constraint { Format = "date-time" });

    /// <summary>An unescaped `+` in a query is a blank to whoever decodes it; before an offset nothing else can be meant.</summary>
    private static string WithPlus(string text) =>
        text.LastIndexOf(' ') is var blank and > 0 && blank == text.Length - "+hh:mm".Length ? $"{text[..blank]}+{text[(blank + 1)..]}" : text;
}
