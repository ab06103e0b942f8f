namespace DeliveryOtp.Domain.Deliveries;

/// <summary>
/// Data that the retailer changes. Most of it is significant (R5): it kills a live code, since whoever knew the code knew it for
/// another hand-over.
/// </summary>
public abstract record DeliveryChange
{
    private protected DeliveryChange()
    {
    }

    /// <summary>The delivery with the new value, and nothing else changed.</summary>
    internal abstract Delivery ApplyTo(Delivery delivery);

    /// <summary>Whoever is at the door is at the wrong one, or is the wrong one.</summary>
    internal virtual bool EndsSession => false;

    /// <summary>Whether a live code dies of it: one that somebody may have heard does.</summary>
    internal virtual bool Kills(bool isExposed) => isExposed;

    /// <summary>Somebody else, or somewhere else, from now on.</summary>
    internal virtual bool MovesRecipient => false;

    /// <summary>Why the delivery can't be as it would be; null: it can.</summary>
    internal virtual StateConflict? WhyNot(Delivery after) => null;

    /// <summary>It says nothing of the hand-over, and is changed when that is over, too.</summary>
    internal virtual bool IsAboutOrder => false;
}

/// <param name="Courier">Null: any of the retailer's couriers may deliver.</param>
public sealed record CourierChange(CourierId? Courier) : DeliveryChange
{
    internal override Delivery ApplyTo(Delivery delivery) => delivery with { Courier = Courier };

    internal override bool EndsSession => true;
}

public sealed record DestinationChange(Destination Destination) : DeliveryChange
{
    internal override Delivery ApplyTo(Delivery delivery) => delivery with { Destination = Destination };

    internal override bool EndsSession => true;

    internal override bool Kills(bool isExposed) => true;

    internal override bool MovesRecipient => true;
}

/// <summary>
/// The recipient's old link dies as well: whoever held it is perhaps not the recipient any more (R20). The new one has to say
/// again that a courier is there (R9).
/// </summary>
public sealed record RecipientChange(Recipient Recipient) : DeliveryChange
{
    internal override Delivery ApplyTo(Delivery delivery) => delivery.Recipient == Recipient
        ? delivery
        : delivery with { Recipient = Recipient, LinkVersion = delivery.LinkVersion + 1 };

    internal override bool Kills(bool isExposed) => true;

    internal override bool MovesRecipient => true;
}

/// <param name="Parcel">Null: nothing has to be scanned.</param>
public sealed record ParcelChange(ParcelBarcode? Parcel) : DeliveryChange
{
    internal override Delivery ApplyTo(Delivery delivery) => delivery with { Parcel = Parcel };
}

/// <summary>Another try on another day: link and trail go on.</summary>
/// <param name="ExpiresAt">When no code lives any more (R5).</param>
public sealed record DeliverUntilChange(DateTimeOffset ExpiresAt) : DeliveryChange
{
    internal override Delivery ApplyTo(Delivery delivery) => delivery with
    {
        ExpiresAt = ExpiresAt,
        Visits = delivery.Visits.Session is { } session ? delivery.Visits with { Session = session.EndingBy(ExpiresAt) } : delivery.Visits,
    };
}

/// <summary>The retailer's own notes on the order; no rule looks at them.</summary>
/// <param name="Values">The value of each key that changes; null: the key goes.</param>
public sealed record MetadataChange(IReadOnlyDictionary<string, string?> Values) : DeliveryChange
{
    internal override Delivery ApplyTo(Delivery delivery) => delivery with { Metadata = delivery.Metadata.With(Values) };

    internal override bool Kills(bool isExposed) => false;

    internal override StateConflict? WhyNot(Delivery after) =>
        after.Metadata.Values.Count > Metadata.MaxKeys ? StateConflict.TooMuchMetadata : null;

    internal override bool IsAboutOrder => true;
}
