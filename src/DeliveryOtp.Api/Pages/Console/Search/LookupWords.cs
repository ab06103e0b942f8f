using DeliveryOtp.Api.AuditTrail;

namespace DeliveryOtp.Api.Pages.Console.Search;

/// <summary>What the hits of a look-up are called, and where they lead.</summary>
internal static class LookupWords
{
    public static string Group(LookupKind kind) => kind switch
    {
        LookupKind.Order => "Orders",
        LookupKind.Courier => "Couriers",
        LookupKind.Device => "Devices",
        LookupKind.Delivery => "Deliveries",
    };

    public static string Path(LookupHit hit) => $"/console/{Group(hit.Kind).ToLowerInvariant()}/{Uri.EscapeDataString(hit.Id)}";

    public static string Count(int hits) => hits switch
    {
        0 => "Nothing",
        1 => "1 hit",
        _ => $"{hits} hits",
    };
}
