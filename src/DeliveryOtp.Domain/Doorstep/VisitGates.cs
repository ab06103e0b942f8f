using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Doorstep;

/// <summary>The gates of R12 that arrivals and attempts have in common; each is null when it lets the visit through.</summary>
internal static class VisitGates
{
    public static PlaceAssessment Assess(Delivery delivery, Visit visit, DateTimeOffset now) => PlaceGate.Assess(
        delivery.Destination.Position,
        new Metres(delivery.Policy.RadiusM),
        visit.Fix,
        now);

    /// <summary>Row 3.</summary>
    public static AttemptOutcome? WhyClosed(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Pending => null,
        DeliveryStatus.Delivered or DeliveryStatus.Contested => AttemptOutcome.AlreadyDelivered,
        DeliveryStatus.Cancelled => AttemptOutcome.Cancelled,
        DeliveryStatus.Held => AttemptOutcome.Held,
        DeliveryStatus.Locked => AttemptOutcome.Locked,
        DeliveryStatus.Expired => AttemptOutcome.Expired,
    };

    /// <summary>Row 4 (R17).</summary>
    public static AttemptOutcome? WhySuspended(Delivery delivery, Standing standing, DateTimeOffset now) =>
        standing.IsSuspended(delivery.Policy, now) ? AttemptOutcome.CourierSuspended : null;

    /// <summary>Row 5.</summary>
    public static AttemptOutcome? WhyNotThisCourier(Delivery delivery, Visit visit) =>
        delivery.Courier is { } assigned && assigned != visit.Courier ? AttemptOutcome.WrongCourier : null;

    /// <summary>
    /// R6: what proves nothing about the place begins nothing on a delivery that is assigned to nobody, or any stranger could
    /// open sessions from his sofa, and codes would die with them.
    /// </summary>
    public static bool MayOpen(Delivery delivery, PlaceVerdict verdict) =>
        verdict == PlaceVerdict.Inside || delivery.Courier is not null;

    /// <summary>
    /// R18: a courier who may not deliver this parcel: suspended, not the assigned one, or, where nobody is assigned, never yet
    /// inside here.
    /// </summary>
    public static bool IsStranger(Delivery delivery, Visit visit, Standing standing, PlaceVerdict verdict, DateTimeOffset now) =>
        standing.IsSuspended(delivery.Policy, now)
        || !(delivery.MayDeliver(visit.Courier) || (delivery.Courier is null && verdict == PlaceVerdict.Inside));

    /// <summary>Row 8 (R11).</summary>
    public static AttemptOutcome? WhyNotThisPlace(DeliveryPolicy policy, PlaceVerdict verdict) => verdict switch
    {
        PlaceVerdict.Inside => null,
        PlaceVerdict.Outside when policy.Place == PlaceRule.Enforce => AttemptOutcome.OutsideGeofence,
        PlaceVerdict.Outside => null,
        PlaceVerdict.Unverified when policy.UnverifiedPlace == UnverifiedPlaceRule.Refuse =>
            AttemptOutcome.LocationUnverified,
        PlaceVerdict.Unverified => null,
    };

    /// <summary>A session that begins with this visit (R6). It never outlives the delivery.</summary>
    public static DoorstepSession NewSession(
        Delivery delivery,
        Visit visit,
        PlaceAssessment place,
        DateTimeOffset now)
    {
        var closesAt = now.AddSeconds(delivery.Policy.SessionSeconds);
        return new DoorstepSession
        {
            Number = delivery.Visits.Sessions + 1,
            OpenedAt = now,
            ClosesAt = closesAt < delivery.ExpiresAt ? closesAt : delivery.ExpiresAt,
            Courier = visit.Courier,
            Device = visit.Device.Id,
            Place = place.Verdict,
            ByArrival = visit is Arrival,
        };
    }

    public static double ClockSkewS(Visit visit, DateTimeOffset now) =>
        Math.Round((visit.CapturedAt - now).TotalSeconds, 3);
}
