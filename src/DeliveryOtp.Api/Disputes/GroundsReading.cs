using System.Globalization;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
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

    /// <summary>What is missing, in the sentences of the problem and of the form.</summary>
    public static string Explain(this InsufficientGrounds insufficient)
    {
        IEnumerable<string> sentences = insufficient.Contradicted
            .Select(found => $"The record contradicts {Domain.EnumName<Ground>.Of(found.Ground)} ({found.Words}): leave it out.");
        if (insufficient.IsCodeAlone)
            sentences = sentences.Append(CodeAlone);
        return string.Join(' ', sentences);
    }

    public const string CodeAlone =
        "A code alone proves nothing: name at least one more ground that the record supports, or choose another outcome.";

    private static string TimeOf(DateTimeOffset at, string country)
    {
        var zone = CountryTime.ZoneOf(country);
        var text = TimeZoneInfo.ConvertTime(at, zone).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);
        return zone.Equals(TimeZoneInfo.Utc) ? $"{text} UTC" : text;
    }
}
