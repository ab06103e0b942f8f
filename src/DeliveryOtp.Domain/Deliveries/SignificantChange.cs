namespace DeliveryOtp.Domain.Deliveries;

/// <summary>Data whose change kills a live code (R5): whoever knew the old code knew it for another hand-over.</summary>
public abstract record SignificantChange
{
    private protected SignificantChange()
    {
    }

    /// <summary>The delivery with the new value, and nothing else changed.</summary>
    internal abstract Delivery ApplyTo(Delivery delivery);

    /// <summary>Whoever is at the door is at the wrong one, or is the wrong one.</summary>
    internal virtual bool EndsSession => false;

    /// <summary>A code dies of it that nobody can have heard, too.</summary>
    internal virtual bool AlwaysKillsCode => false;

    /// <summary>Somebody else, or somewhere else, from now on.</summary>
    internal virtual bool MovesRecipient => false;
}

public sealed record CourierChange(CourierId Courier) : SignificantChange
{
    internal override Delivery ApplyTo(Delivery delivery) => delivery with { Courier = Courier };

    internal override bool EndsSession => true;
}

public sealed record DestinationChange(Destination Destination) : SignificantChange
{
    internal override Delivery ApplyTo(Delivery delivery) => delivery with { Destination = Destination };

    internal override bool EndsSession => true;

    internal override bool AlwaysKillsCode => true;

    internal override bool MovesRecipient => true;
}

/// <summary>
/// The recipient's old link dies as well: whoever held it is perhaps not the recipient any more (R20). The new one has to say
/// again that a courier is there (R9).
/// </summary>
public sealed record RecipientChange(Recipient Recipient) : SignificantChange
{
    internal override Delivery ApplyTo(Delivery delivery) => delivery.Recipient == Recipient
        ? delivery
        : delivery with { Recipient = Recipient, LinkVersion = delivery.LinkVersion + 1 };

    internal override bool AlwaysKillsCode => true;

    internal override bool MovesRecipient => true;
}

public sealed record ParcelChange(ParcelBarcode Parcel) : SignificantChange
{
    internal override Delivery ApplyTo(Delivery delivery) => delivery with { Parcel = Parcel };
}
