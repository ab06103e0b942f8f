namespace DeliveryOtp.Domain.Doorstep;

/// <summary>
/// What became of an attempt. Only <see cref="WrongCode"/>, <see cref="SupersededCode"/> and <see cref="Accepted"/> compared
/// anything, and only <see cref="WrongCode"/> costs a try.
/// </summary>
public enum AttemptOutcome
{
    Accepted,
    WrongCode,
    MalformedCode,
    Locked,
    Held,
    Cancelled,
    Expired,
    AlreadyDelivered,
    CourierSuspended,
    WrongCourier,
    WrongParcel,
    OutsideGeofence,
    LocationUnverified,
    NoArrival,

    /// <summary>The code works only while the recipient shows it, and it is not shown (R9).</summary>
    CodeNotShown,

    /// <summary>The digits are those of an earlier code: no guess, but an old message (R12, row 12).</summary>
    SupersededCode,
}
