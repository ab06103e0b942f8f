using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>Outcomes as support reads them.</summary>
internal static class OutcomeWords
{
    /// <summary>Why nothing was compared, or what was found.</summary>
    public static string Of(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Accepted => "accepted",
        AttemptOutcome.WrongCode => "wrong code",
        AttemptOutcome.SupersededCode => "an earlier code, which opens nothing any more",
        AttemptOutcome.MalformedCode => "not six digits",
        AttemptOutcome.Locked => "the delivery was locked",
        AttemptOutcome.Held => "the delivery was on hold",
        AttemptOutcome.Cancelled => "the delivery was cancelled",
        AttemptOutcome.Expired => "the delivery's time was over",
        AttemptOutcome.AlreadyDelivered => "it had been accepted before",
        AttemptOutcome.CourierSuspended => "the courier was suspended",
        AttemptOutcome.WrongCourier => "it is assigned to another courier",
        AttemptOutcome.WrongParcel => "this parcel was not scanned",
        AttemptOutcome.OutsideGeofence => "outside the fence",
        AttemptOutcome.LocationUnverified => "the place could not be told",
        AttemptOutcome.NoArrival => "no arrival had been reported",
        AttemptOutcome.CodeNotShown => "the code was not on the recipient's page",
    };

    /// <summary>Why an arrival opened nothing.</summary>
    public static string Of(ArrivalOutcome outcome) => outcome switch
    {
        ArrivalOutcome.Opened => "opened a visit",
        ArrivalOutcome.AlreadyOpen => "a visit was open already",
        ArrivalOutcome.Locked => "the delivery was locked",
        ArrivalOutcome.Held => "the delivery was on hold",
        ArrivalOutcome.Cancelled => "the delivery was cancelled",
        ArrivalOutcome.Expired => "the delivery's time was over",
        ArrivalOutcome.AlreadyDelivered => "it had been accepted before",
        ArrivalOutcome.CourierSuspended => "the courier was suspended",
        ArrivalOutcome.WrongCourier => "it is assigned to another courier",
        ArrivalOutcome.WrongParcel => "this parcel was not scanned",
        ArrivalOutcome.OutsideGeofence => "outside the fence",
        ArrivalOutcome.LocationUnverified => "the place could not be told",
    };
}
