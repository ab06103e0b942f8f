using System.Globalization;
using DeliveryOtp.Api.Http;

namespace DeliveryOtp.Api.Pages.Console.Attempts;

/// <summary>Times in filters.</summary>
internal static class Moments
{
    private static readonly string[] WithoutOffset =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd HH:mm"];

    /// <summary>A day, or a time without an offset, is UTC's. All else is left as it is for the validator.</summary>
    public static string? Of(string? text) =>
        text is not null && DateTime.TryParseExact(text, WithoutOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var utc)
            ? Timestamp.Format(new DateTimeOffset(utc, TimeSpan.Zero))
            : text;
}
