namespace DeliveryOtp.Domain.Doorstep;

/// <summary>What became of an arrival: a session, or why there is none.</summary>
public enum ArrivalOutcome
{
    Opened,
    AlreadyOpen,
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
}
