namespace DeliveryOtp.Domain;

/// <summary>The tenant: a retailer sees its own deliveries and no others.</summary>
public readonly record struct RetailerId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>One hand-over of one order's parcel at one address. UUIDv7.</summary>
public readonly record struct DeliveryId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>A complaint about one delivery and its decision. UUIDv7.</summary>
public readonly record struct DisputeId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>The retailer's own number of the order, 1–128 characters.</summary>
public sealed record OrderId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>The retailer's name of a courier, 1–64 characters; the subject of a courier token.</summary>
public sealed record CourierId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>What the courier's app calls the device it runs on, 1–128 characters.</summary>
public sealed record DeviceId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>What the scanner reads off the parcel, 1–64 characters; compared to the letter.</summary>
public sealed record ParcelBarcode(string Value)
{
    public override string ToString() => Value;
}
