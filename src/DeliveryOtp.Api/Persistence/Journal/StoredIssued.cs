using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>A delivery as it was created, with its first code. Who the recipient is stays out of the journal.</summary>
public sealed record StoredIssued(
    string OrderId,
    StoredDestination Destination,
    string? CourierId,
    string? ParcelBarcode,
    StoredSeller? Seller,
    StoredPolicy Policy,
    DateTimeOffset ExpiresAt,
    int Generation) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Issued;

    internal override bool IsWhole => Destination is not null && Policy is not null;

    internal static StoredIssued Of(Issued issued) => new(
        issued.OrderId.Value,
        StoredDestination.Of(issued.Destination),
        issued.Courier?.Value,
        issued.Parcel?.Value,
        issued.Seller is { } seller ? new StoredSeller(seller.Name, seller.Country, seller.Marketplace) : null,
        StoredPolicy.Of(issued.Policy),
        issued.ExpiresAt,
        Generation: 1);
}

public sealed record StoredSeller(string Name, string? Country, string? Marketplace);

public sealed record StoredDestination(double Latitude, double Longitude, string Country, string? Address)
{
    internal static StoredDestination Of(Destination destination) => new(
        destination.Position.Latitude,
        destination.Position.Longitude,
        destination.Country,
        destination.Address);
}
