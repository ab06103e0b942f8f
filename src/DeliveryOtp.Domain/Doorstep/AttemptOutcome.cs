namespace DeliveryOtp.Domain.Doorstep;

/// <summary>
/// What became of an attempt. Only `wrong_code`, `superseded_code` and `accepted` compared anything, and only `wrong_code` costs a try.
/// </summary>
public enum AttemptOutcome
{
    /// <summary>The digits are the live code: the delivery is delivered.</summary>
    Accepted,

    /// <summary>The digits were compared and are no code of this delivery: one try is used (R3).</summary>
    WrongCode,

    /// <summary>Not six digits, so nothing was compared.</summary>
    MalformedCode,

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

    /// <summary>No doorstep session is open, and one is wanted (R8).</summary>
    NoArrival,

    /// <summary>The code works only while the recipient shows it, and it is not shown (R9).</summary>
    CodeNotShown,

    /// <summary>The digits are those of an earlier code: no guess, but an old message (R12, row 12).</summary>
    SupersededCode,
}
