using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>A delivery's status as a chip: its word, and the class that colours it.</summary>
internal static class StatusWords
{
    public static (string Word, string Tone) Of(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Pending => ("Pending", string.Empty),
        DeliveryStatus.Locked => ("Locked", "bad"),
        DeliveryStatus.Held => ("On hold", "warn"),
        DeliveryStatus.Delivered => ("Accepted", "good"),
        DeliveryStatus.Contested => ("Contested", "bad"),
        DeliveryStatus.Cancelled => ("Cancelled", string.Empty),
        DeliveryStatus.Expired => ("Expired", string.Empty),
    };
}
