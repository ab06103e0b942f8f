using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>A delivery as it is read: never its code.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="OrderId">The retailer's order number.</param>
/// <param name="Status">At the moment of the answer.</param>
/// <param name="Generation">1, 2, …: how many codes there have been.</param>
/// <param name="TriesLeft">0–3.</param>
/// <param name="Unlocks">How often a lock was lifted.</param>
/// <param name="Review">The signals weigh enough for a look.</param>
/// <param name="Signals">Every signal raised so far, and the weight it counts.</param>
/// <param name="Destination">Where the parcel goes.</param>
/// <param name="CourierId">The only courier who may deliver; null: any.</param>
/// <param name="ParcelBarcode">What has to be scanned; null: nothing.</param>
/// <param name="Seller">Who sold.</param>
/// <param name="Recipient">How the recipient is reached.</param>
/// <param name="Policy">The values that hold for this delivery.</param>
/// <param name="ExpiresAt">When its code dies at the latest.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When its last journal entry was written; support's looks are not counted.</param>
/// <param name="DeliveredAt">When an attempt was accepted (R14); null: none was.</param>
/// <param name="LockedAt">When the third wrong try locked it (R3); null: it is not locked.</param>
/// <param name="HeldReason">Who or what stopped it; null: it is not held. In whose words, its timeline says.</param>
/// <param name="WayOut">What leads on from its lock or hold; null: nothing is in the way.</param>
/// <param name="Metadata">As the retailer gave it.</param>
public sealed record DeliveryResponse(
    Guid Id,
    string OrderId,
    DeliveryStatus Status,
    int Generation,
    int TriesLeft,
    int Unlocks,
    bool Review,
    IReadOnlyDictionary<string, int> Signals,
    DestinationBody Destination,
    string? CourierId,
    string? ParcelBarcode,
    SellerBody? Seller,
    RecipientBody? Recipient,
    DeliveryPolicy Policy,
    DateTimeOffset ExpiresAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? LockedAt,
    HoldCause? HeldReason,
    WayOut? WayOut,
    IReadOnlyDictionary<string, string> Metadata)
{
    /// <param name="delivery">As its last entry left it.</param>
    /// <param name="updatedAt">When that was written.</param>
    /// <param name="now">What time it is.</param>
    internal static DeliveryResponse Of(Delivery delivery, DateTimeOffset updatedAt, DateTimeOffset now) => Of(delivery, delivery.StatusAt(now), updatedAt);

    private static DeliveryResponse Of(Delivery delivery, DeliveryStatus status, DateTimeOffset updatedAt) => new(
        delivery.Id.Value,
        delivery.OrderId.Value,
        status,
        delivery.Generation,
        delivery.TriesLeft,
        delivery.Unlocks,
        delivery.Review,
        delivery.Signals,
        DestinationBody.Of(delivery.Destination.Position.Latitude, delivery.Destination.Position.Longitude, delivery.Destination.Country, delivery.Destination.Address),
        delivery.Courier?.Value,
        delivery.Parcel?.Value,
        delivery.Seller is { } seller ? new SellerBody { Name = seller.Name, Country = seller.Country, Marketplace = seller.Marketplace } : null,
        delivery.Recipient is { } recipient ? new RecipientBody { Language = recipient.Language, Email = recipient.Email, Phone = recipient.Phone } : null,
        delivery.Policy,
        delivery.ExpiresAt,
        delivery.CreatedAt,
        updatedAt,
        delivery.Visits.AcceptedAt,
        status == DeliveryStatus.Locked ? delivery.Visits.WrongTries[^1].At : null,
        status == DeliveryStatus.Held ? delivery.Visits.HeldBecause : null,
        status.IsOpen() ? delivery.WayOut : null,
        delivery.Metadata.Values);
}
