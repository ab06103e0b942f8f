using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain.Deliveries;

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
    DateTimeOffset CreatedAt)
{
    internal static DeliveryResponse Of(Delivery delivery, DateTimeOffset now) => new(
        delivery.Id.Value,
        delivery.OrderId.Value,
        delivery.StatusAt(now),
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
        delivery.CreatedAt);

    /// <summary>As lists have it.</summary>
    internal static DeliveryResponse Of(DeliveryRow row, DateTimeOffset now) => new(
        row.Id,
        row.OrderId,
        row.Status.At(now, row.ExpiresAt),
        row.Generation,
        Delivery.MaxTries - row.FailedTries,
        row.Unlocks,
        row.Review,
        RowJson.Read<Dictionary<string, int>>(row.Signals),
        DestinationBody.Of(row.Latitude, row.Longitude, row.Country, row.Address),
        row.CourierId,
        row.ParcelBarcode,
        row.SellerName is null
            ? null
            : new SellerBody { Name = row.SellerName, Country = row.SellerCountry, Marketplace = row.SellerMarketplace },
        (row.RecipientLanguage ?? row.RecipientEmail ?? row.RecipientPhone) is null
            ? null
            : new RecipientBody { Language = row.RecipientLanguage, Email = row.RecipientEmail, Phone = row.RecipientPhone },
        StoredPolicy.Read(row.Policy),
        row.ExpiresAt,
        row.CreatedAt);
}
