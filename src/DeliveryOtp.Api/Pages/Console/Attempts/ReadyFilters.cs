namespace DeliveryOtp.Api.Pages.Console.Attempts;

/// <summary>Searches that somebody needs every day. An address is all that a search is, so a bookmark makes another.</summary>
internal static class ReadyFilters
{
    public static IReadOnlyList<(string Words, string Path)> All { get; } =
    [
        ("Wrong codes today", "/console/attempts?outcome=wrong_code&since=today"),
        ("Outside the fence, 24 h", "/console/attempts?place=outside&since=24h"),
        ("Refused by suspension", "/console/attempts?outcome=courier_suspended"),
        ("Accepted later than the first visit", "/console/attempts?signal=late_acceptance"),
        ("To review", "/console/deliveries?review=true"),
        ("Contested", "/console/deliveries?status=contested"),
    ];
}
