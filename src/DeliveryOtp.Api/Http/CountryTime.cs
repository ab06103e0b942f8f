using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Http;

/// <summary>The clocks at a destination.</summary>
internal static class CountryTime
{
    /// <summary>UTC where the country does not say, or the system does not know the zone.</summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    public static TimeZoneInfo ZoneOf(string country) =>
        Country.ZoneOf(country) is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
