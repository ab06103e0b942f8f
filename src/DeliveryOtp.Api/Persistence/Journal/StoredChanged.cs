using System.Diagnostics;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>
/// What changed, and the new generation where one was issued. A recipient's contact stays out of the journal, and so does a
/// retailer's metadata: that they changed is the evidence, not what they are.
/// </summary>
public sealed record StoredChanged(
    ChangedField Field,
    int? Generation,
    string? CourierId = null,
    StoredDestination? Destination = null,
    string? ParcelBarcode = null,
    int? LinkVersion = null,
    DateTimeOffset? ExpiresAt = null) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Changed;

    internal static StoredChanged Of(Changed changed) => changed.Change switch
    {
        CourierChange courier => new(ChangedField.Courier, changed.Generation, CourierId: courier.Courier?.Value),
        DestinationChange to => new(ChangedField.Destination, changed.Generation, Destination: StoredDestination.Of(to.Destination)),
        RecipientChange => new(ChangedField.Recipient, changed.Generation, LinkVersion: changed.LinkVersion),
        ParcelChange parcel => new(ChangedField.Parcel, changed.Generation, ParcelBarcode: parcel.Parcel?.Value),
        DeliverUntilChange until => new(ChangedField.DeliverUntil, changed.Generation, ExpiresAt: until.ExpiresAt),
        MetadataChange => new(ChangedField.Metadata, Generation: null),
        _ => throw new UnreachableException(),
    };
}

public enum ChangedField
{
    /// <summary>Who is to deliver it.</summary>
    Courier,

    /// <summary>Where it goes.</summary>
    Destination,

    /// <summary>How its recipient is reached; the link is a new one.</summary>
    Recipient,

    /// <summary>Its barcode.</summary>
    Parcel,

    /// <summary>When its time is up.</summary>
    DeliverUntil,

    /// <summary>What the retailer keeps with it for itself.</summary>
    Metadata,
}
