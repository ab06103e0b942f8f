using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Doorstep.Outcomes;

/// <summary>What leads on from each outcome. An outcome that is missing here does not compile.</summary>
internal static class CourierSteps
{
    public static CourierStep After(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Accepted => CourierStep.HandOver,
        AttemptOutcome.WrongCode or AttemptOutcome.MalformedCode or AttemptOutcome.SupersededCode => CourierStep.EnterCode,
        AttemptOutcome.CodeNotShown => CourierStep.AwaitShowing,
        AttemptOutcome.NoArrival => CourierStep.Arrive,
        AttemptOutcome.LocationUnverified => CourierStep.AwaitFix,
        AttemptOutcome.OutsideGeofence => CourierStep.GoToAddress,
        AttemptOutcome.WrongParcel => CourierStep.ScanParcel,
        AttemptOutcome.Locked or AttemptOutcome.Held or AttemptOutcome.Cancelled or AttemptOutcome.Expired
            or AttemptOutcome.AlreadyDelivered or AttemptOutcome.CourierSuspended or AttemptOutcome.WrongCourier => CourierStep.CallDispatcher,
    };

    public static CourierStep After(ArrivalOutcome outcome) => outcome switch
    {
        ArrivalOutcome.Opened or ArrivalOutcome.AlreadyOpen => CourierStep.EnterCode,
        ArrivalOutcome.LocationUnverified => CourierStep.AwaitFix,
        ArrivalOutcome.OutsideGeofence => CourierStep.GoToAddress,
        ArrivalOutcome.WrongParcel => CourierStep.ScanParcel,
        ArrivalOutcome.Locked or ArrivalOutcome.Held or ArrivalOutcome.Cancelled or ArrivalOutcome.Expired
            or ArrivalOutcome.AlreadyDelivered or ArrivalOutcome.CourierSuspended or ArrivalOutcome.WrongCourier => CourierStep.CallDispatcher,
    };

    /// <summary>R3: nothing else does.</summary>
    public static bool UsesTry(AttemptOutcome outcome) => outcome == AttemptOutcome.WrongCode;
}
