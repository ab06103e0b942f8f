using DeliveryOtp.Api.Deliveries;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>A page of deliveries.</summary>
/// <param name="Page">Newest first.</param>
/// <param name="Now">What time it is, for the year of a date.</param>
internal sealed record DeliveryTable(Page<DeliveryResponse> Page, DateTimeOffset Now)
{
    public string Count => (Page.Data.Count, Page.NextCursor) switch
    {
        (1, null) => "1 delivery",
        (var count, null) => $"{count} deliveries",
        var (count, _) => $"{count} deliveries, and older ones",
    };

    /// <summary>Every signal counts once, however often it was raised.</summary>
    public static int Weight(DeliveryResponse delivery) => delivery.Signals.Values.Sum();

    /// <summary>The word, and the class of its colour.</summary>
    public static (string Words, string Kind) Status(DeliveryStatus status) => (
        EnumName<DeliveryStatus>.Of(status),
        status switch
        {
            DeliveryStatus.Delivered => "good",
            DeliveryStatus.Contested or DeliveryStatus.Locked => "bad",
            DeliveryStatus.Held => "warn",
            DeliveryStatus.Pending or DeliveryStatus.Cancelled or DeliveryStatus.Expired => string.Empty,
        });
}
