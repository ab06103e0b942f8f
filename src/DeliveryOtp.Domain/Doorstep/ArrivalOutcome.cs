namespace DeliveryOtp.Domain.Doorstep;

/// <summary>What became of an arrival: a session, or why there is none.</summary>
public enum ArrivalOutcome
{
    /// <summary>A doorstep session is open now (R6).</summary>
    Opened,

    /// <summary>One was open already, and stays as it was.</summary>
    AlreadyOpen,

    /// <summary>Three tries were wrong (R3).</summary>
    Locked,

    /// <summary>The delivery is held: no code lives.</summary>
    Held,

    /// <summary>The retailer called the delivery off.</summary>
    Cancelled,

    /// <summary>The delivery is past its outer expiry (R5).</summary>
    Expired,

    /// <summary>It was accepted before.</summary>
    AlreadyDelivered,

    /// <summary>The courier or the device made too many wrong comparisons (R17).</summary>
    CourierSuspended,

    /// <summary>The delivery is assigned to somebody else (R12).</summary>
    WrongCourier,

    /// <summary>The scan is not of this parcel.</summary>
    WrongParcel,

    /// <summary>The fix is outside the fence (R10).</summary>
    OutsideGeofence,

    /// <summary>The fix proves nothing, and the policy refuses that (R11).</summary>
    LocationUnverified,
}
