using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>
/// A delivery for a courier's app: never its code, how far away the courier is, or what signals were raised. What this courier may
/// not see is null.
/// </summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="AssignedTo">
/// `you`: everything is here. `nobody`: its status and tries are, and all but the destination while a session is open that you opened
/// inside the fence. `another`: nothing else is.
/// </param>
/// <param name="Now">The server's clock, to count down by: not the device's.</param>
/// <param name="DeliveryStatus">At this moment; null: it is assigned to another courier.</param>
/// <param name="TriesLeft">0–3 (R3); null: it is assigned to another courier.</param>
/// <param name="ExpiresAt">When its code dies at the latest (R5).</param>
/// <param name="Doorstep">The doorstep session that is open (R6); null: none is.</param>
/// <param name="ScanRequired">An attempt needs the scan of the parcel's barcode (R12, row 6).</param>
/// <param name="ArrivalRequired">
/// An attempt now would be refused as `no_arrival`: post an arrival first (R8). False unless the delivery is `pending`.
/// </param>
/// <param name="ShowingRequired">A code works only while the recipient shows it on their page (R9).</param>
/// <param name="CodeShown">
/// The recipient says at this moment that a courier is in front of them (R9): under `on_arrival` their page shows the code.
/// </param>
/// <param name="Destination">Where the parcel goes; null unless the delivery is assigned to you.</param>
/// <param name="RadiusM">The geofence's radius around the destination, 50–1000 m (R10); null unless the delivery is assigned to you.</param>
public sealed record DoorstepResponse(
    Guid DeliveryId,
    AssignedTo AssignedTo,
    DateTimeOffset Now,
    DeliveryStatus? DeliveryStatus,
    int? TriesLeft,
    DateTimeOffset? ExpiresAt,
    DoorstepBody? Doorstep,
    bool? ScanRequired,
    bool? ArrivalRequired,
    bool? ShowingRequired,
    bool? CodeShown,
    DoorstepDestination? Destination,
    int? RadiusM);

/// <summary>Whose delivery it is.</summary>
public enum AssignedTo
{
    /// <summary>The courier who asks is the only one who may deliver.</summary>
    You,

    /// <summary>Any courier of the retailer may deliver who arrives inside the fence (R6).</summary>
    Nobody,

    /// <summary>Another courier is the only one who may deliver.</summary>
    Another,
}

/// <summary>Where the parcel goes.</summary>
/// <param name="Latitude">WGS 84, −90…90 degrees.</param>
/// <param name="Longitude">WGS 84, −180…180 degrees.</param>
/// <param name="Country">ISO 3166-1 alpha-2, or XK.</param>
/// <param name="Address">For people; null: the retailer gave none.</param>
public sealed record DoorstepDestination(double Latitude, double Longitude, string Country, string? Address)
{
    internal static DoorstepDestination Of(Destination destination) =>
        new(destination.Position.Latitude, destination.Position.Longitude, destination.Country, destination.Address);
}
