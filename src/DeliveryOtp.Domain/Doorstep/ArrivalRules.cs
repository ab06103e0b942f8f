using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Doorstep;

/// <summary>R6: a courier who may deliver, and who passes the place gate, opens a session.</summary>
internal static class ArrivalRules
{
    public static ArrivalVerdict Judge(Delivery delivery, Arrival arrival, Standing standing, DateTimeOffset now)
    {
        var place = VisitGates.Assess(delivery, arrival, now);
        var refusal = VisitGates.WhyClosed(delivery.Status)
            ?? VisitGates.WhySuspended(delivery, standing, now)
            ?? VisitGates.WhyNotThisCourier(delivery, arrival)
            ?? WhyAnotherParcel(delivery, arrival)
            ?? VisitGates.WhyNotThisPlace(delivery.Policy, place.Verdict)
            ?? WhyNotProven(delivery, place.Verdict);
        var session = delivery.Visits.Session;
        var outcome = (refusal, session) switch
        {
            ({ } why, _) => OutcomeOf(why),
            (null, null) => ArrivalOutcome.Opened,
            (null, _) => ArrivalOutcome.AlreadyOpen,
        };
        var opens = outcome == ArrivalOutcome.Opened ? VisitGates.NewSession(delivery, arrival, place, now) : null;
        return new ArrivalVerdict
        {
            Outcome = outcome,
            Opens = opens,
            TriesLeft = delivery.TriesLeft,
            DeliveryStatus = delivery.Status,
            Place = place,
            ClockSkewS = VisitGates.ClockSkewS(arrival, now),
            Signals = SignalRules.Of(new VisitFacts(delivery, arrival, place, session ?? opens, Outcome: null, standing, now)),
            IsStranger = refusal is not null && VisitGates.IsStranger(delivery, arrival, standing, place.Verdict, now),
        };
    }

    /// <summary>R6: on a delivery that is assigned to nobody, only who is inside arrives.</summary>
    private static AttemptOutcome? WhyNotProven(Delivery delivery, PlaceVerdict verdict) => verdict switch
    {
        _ when VisitGates.MayOpen(delivery, verdict) => null,
        PlaceVerdict.Outside => AttemptOutcome.OutsideGeofence,
        _ => AttemptOutcome.LocationUnverified,
    };

    /// <summary>The parcel is proven at the hand-over; before it, only another parcel's scan is an objection.</summary>
    private static AttemptOutcome? WhyAnotherParcel(Delivery delivery, Arrival arrival) =>
        delivery.Parcel is { } parcel && arrival.Scan is { } scan && scan != parcel ? AttemptOutcome.WrongParcel : null;

    private static ArrivalOutcome OutcomeOf(AttemptOutcome refusal) => refusal switch
    {
        AttemptOutcome.Locked => ArrivalOutcome.Locked,
        AttemptOutcome.Held => ArrivalOutcome.Held,
        AttemptOutcome.Cancelled => ArrivalOutcome.Cancelled,
        AttemptOutcome.Expired => ArrivalOutcome.Expired,
        AttemptOutcome.AlreadyDelivered => ArrivalOutcome.AlreadyDelivered,
        AttemptOutcome.CourierSuspended => ArrivalOutcome.CourierSuspended,
        AttemptOutcome.WrongCourier => ArrivalOutcome.WrongCourier,
        AttemptOutcome.WrongParcel => ArrivalOutcome.WrongParcel,
        AttemptOutcome.OutsideGeofence => ArrivalOutcome.OutsideGeofence,
        AttemptOutcome.LocationUnverified => ArrivalOutcome.LocationUnverified,
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "No arrival is refused for that."),
    };
}
