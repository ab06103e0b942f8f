namespace DeliveryOtp.Domain.Deliveries;

/// <summary>Data whose change kills the live code (R5): whoever knew the old code knew it for another hand-over.</summary>
public abstract record SignificantChange
{
    /// <summary>The delivery with the new value, and nothing else changed.</summary>
    internal abstract Delivery ApplyTo(Delivery delivery);
}

public sealed record CourierChange(CourierId Courier) : SignificantChange
{
    internal override Delivery ApplyTo(Delivery delivery) => delivery with { Courier = Courier };
}

public sealed record DestinationChange(Destination Destination) : SignificantChange
{
    internal override Delivery ApplyTo(Delivery delivery) => delivery with { Destination = Destination };
}

public sealed record RecipientChange(Recipient Recipient) : SignificantChange
{
    internal override Delivery ApplyTo(Delivery delivery) => delivery with { Recipient = Recipient };
}

public sealed record ParcelChange(ParcelBarcode Parcel) : SignificantChange
{
    internal override Delivery ApplyTo(Delivery delivery) => delivery with { Parcel = Parcel };
}
