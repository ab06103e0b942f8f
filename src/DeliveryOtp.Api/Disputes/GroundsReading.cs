using System.Globalization;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;

namespace DeliveryOtp.Api.Disputes;

/// <summary>What the record says about grounds, with times on the destination's clock.</summary>
internal static class GroundsReading
{
    public static GroundsOnRecord Of(Delivery delivery, HandOverRecord record) => GroundsOnRecord.Of(
        delivery,
        record.Acceptance,
        record.ReceivedAt,
        at => TimeOf(at, delivery.Destination.Country));

    private static string TimeOf(DateTimeOffset at, string country)
    {
        var zone = CountryTime.ZoneOf(country);
        var text = TimeZoneInfo.ConvertTime(at, zone).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);
        return zone.Equals(TimeZoneInfo.Utc) ? $"{text} UTC" : text;
    }
}
