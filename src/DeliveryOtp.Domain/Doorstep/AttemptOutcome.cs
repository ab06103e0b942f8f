namespace DeliveryOtp.Domain.Doorstep;

/// <summary>What became of an attempt. Only <see cref="WrongCode"/> and <see cref="Accepted"/> compared anything.</summary>
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
}
