using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Doorstep;

/// <summary>R12: the table that decides an attempt, row by row.</summary>
internal static class AttemptRules
{
    public static AttemptVerdict Judge(Delivery delivery, Attempt attempt, CodeKeyRing keys, DateTimeOffset now)
    {
        var place = PlaceGate.Assess(
            delivery.Destination.Position,
            new Metres(delivery.Policy.RadiusM),
            attempt.Fix,
            now);
        var refusal = WhyRefused(delivery, attempt, place, now);
        var comparison = refusal is null ? Compare(delivery, attempt, keys) : null;
        var outcome = refusal ?? (comparison!.IsMatch ? AttemptOutcome.Accepted : AttemptOutcome.WrongCode);
        var failed = delivery.FailedTries + (outcome == AttemptOutcome.WrongCode ? 1 : 0);

        return new AttemptVerdict
        {
            Outcome = outcome,
            TriesLeft = Delivery.MaxTries - failed,
            DeliveryStatus = outcome switch
            {
                AttemptOutcome.Accepted => DeliveryStatus.Delivered,
                AttemptOutcome.WrongCode when failed == Delivery.MaxTries => DeliveryStatus.Locked,
                _ => delivery.StatusAt(now),
            },
            Place = place,
            ClockSkewS = Math.Round((attempt.CapturedAt - now).TotalSeconds, 3),
            Signals = AttemptSignals.Of(new AttemptFacts(attempt, place, now)),
            PresentedDigest = comparison?.PresentedDigest,
        };
    }

    /// <summary>Rows 3–9; null when the digits may be looked at.</summary>
    private static AttemptOutcome? WhyRefused(
        Delivery delivery,
        Attempt attempt,
        PlaceAssessment place,
        DateTimeOffset now) =>
        WhyClosed(delivery.StatusAt(now))
        ?? WhyNotThisCourier(delivery, attempt)
        ?? WhyNotThisParcel(delivery, attempt)
        ?? WhyNotACode(attempt)
        ?? WhyNotThisPlace(delivery.Policy, place.Verdict)
        ?? (delivery.Policy.RequiresArrival ? AttemptOutcome.NoArrival : null);

    private static AttemptOutcome? WhyClosed(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Pending => null,
        DeliveryStatus.Delivered => AttemptOutcome.AlreadyDelivered,
        DeliveryStatus.Cancelled => AttemptOutcome.Cancelled,
        DeliveryStatus.Held => AttemptOutcome.Held,
        DeliveryStatus.Locked => AttemptOutcome.Locked,
        DeliveryStatus.Expired => AttemptOutcome.Expired,
    };

    private static AttemptOutcome? WhyNotThisCourier(Delivery delivery, Attempt attempt) =>
        delivery.Courier is { } assigned && assigned != attempt.Courier ? AttemptOutcome.WrongCourier : null;

    private static AttemptOutcome? WhyNotThisParcel(Delivery delivery, Attempt attempt) =>
        delivery.Parcel is { } parcel && parcel != attempt.Scan ? AttemptOutcome.WrongParcel : null;

    private static AttemptOutcome? WhyNotACode(Attempt attempt) =>
        attempt.Presented.Code is null ? AttemptOutcome.MalformedCode : null;

    /// <summary>R11.</summary>
    private static AttemptOutcome? WhyNotThisPlace(DeliveryPolicy policy, PlaceVerdict verdict) => verdict switch
    {
        PlaceVerdict.Inside => null,
        PlaceVerdict.Outside when policy.Place == PlaceRule.Enforce => AttemptOutcome.OutsideGeofence,
        PlaceVerdict.Outside => null,
        PlaceVerdict.Unverified when policy.UnverifiedPlace == UnverifiedPlaceRule.Refuse =>
            AttemptOutcome.LocationUnverified,
        PlaceVerdict.Unverified => null,
    };

    /// <summary>
    /// Rows 10 and 11: the only place where digits are touched. A pending delivery has a live code, since
    /// <see cref="Delivery.Apply"/> sets both together.
    /// </summary>
    private static Comparison Compare(Delivery delivery, Attempt attempt, CodeKeyRing keys) =>
        keys.Compare(delivery.Id, delivery.Code!, attempt.Presented.Code!);
}
