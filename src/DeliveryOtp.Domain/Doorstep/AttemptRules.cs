using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Doorstep;

/// <summary>R12: the table that decides an attempt, row by row.</summary>
internal static class AttemptRules
{
    /// <summary>The verdict, with tries and status as they were: what the attempt makes of them, the fold says (R3).</summary>
    /// <param name="delivery">As it is now: what time has done to it is done.</param>
    /// <param name="attempt">What came.</param>
    /// <param name="standing">Whether who came may come at all (R17).</param>
    /// <param name="keys">To compare.</param>
    /// <param name="now">The server's clock.</param>
    public static AttemptVerdict Judge(
        Delivery delivery,
        Attempt attempt,
        Standing standing,
        CodeKeyRing keys,
        DateTimeOffset now)
    {
        var place = VisitGates.Assess(delivery, attempt, now);
        var refusal = WhyRefused(delivery, attempt, standing, place, now);
        var opens = refusal is null && delivery.Visits.Session is null && VisitGates.MayOpen(delivery, place.Verdict)
            ? VisitGates.NewSession(delivery, attempt, place, now)
            : null;
        var session = delivery.Visits.Session ?? opens;
        var comparison = refusal is null ? Compare(delivery, attempt, keys) : null;
        var outcome = refusal ?? OutcomeOf(comparison!);
        var isWrong = outcome == AttemptOutcome.WrongCode;
        var counted = isWrong ? standing.AndWrongAt(now) : standing;
        return new AttemptVerdict
        {
            Outcome = outcome,
            Opens = opens,
            Session = session?.Number,
            TriesLeft = delivery.TriesLeft,
            DeliveryStatus = delivery.Status,
            Place = place,
            ClockSkewS = VisitGates.ClockSkewS(attempt, now),
            Signals = SignalRules.Of(new VisitFacts(delivery, attempt, place, session, outcome, counted, now)),
            PresentedDigest = comparison?.PresentedDigest,
            CourierSuspendedUntil = isWrong ? Suspension.Until(counted.CourierWrong, delivery.Policy) : null,
            Witnessed = session?.ShowingAt(now) is not null,
            IsStranger = refusal is not null && VisitGates.IsStranger(delivery, attempt, standing, place.Verdict, now),
        };
    }

    /// <summary>Rows 3–10; null when the digits may be looked at.</summary>
    private static AttemptOutcome? WhyRefused(
        Delivery delivery,
        Attempt attempt,
        Standing standing,
        PlaceAssessment place,
        DateTimeOffset now) =>
        VisitGates.WhyClosed(delivery.Status)
        ?? VisitGates.WhySuspended(delivery, standing, now)
        ?? VisitGates.WhyNotThisCourier(delivery, attempt)
        ?? WhyNotThisParcel(delivery, attempt)
        ?? WhyNotACode(attempt)
        ?? VisitGates.WhyNotThisPlace(delivery.Policy, place.Verdict)
        ?? WhyNotArrived(delivery, now)
        ?? WhyNotShown(delivery, now);

    private static AttemptOutcome? WhyNotThisParcel(Delivery delivery, Attempt attempt) =>
        delivery.Parcel is { } parcel && parcel != attempt.Scan ? AttemptOutcome.WrongParcel : null;

    private static AttemptOutcome? WhyNotACode(Attempt attempt) =>
        attempt.Presented.Code is null ? AttemptOutcome.MalformedCode : null;

    /// <summary>Row 9 (R6, R8).</summary>
    private static AttemptOutcome? WhyNotArrived(Delivery delivery, DateTimeOffset now) =>
        delivery.NeedsArrivalAt(now) ? AttemptOutcome.NoArrival : null;

    /// <summary>Row 10: the code has to be shown, and is not (R9).</summary>
    private static AttemptOutcome? WhyNotShown(Delivery delivery, DateTimeOffset now) =>
        delivery.NeedsShowing && delivery.ShowingAt(now) is null ? AttemptOutcome.CodeNotShown : null;

    /// <summary>
    /// Rows 11–13: the only place where digits are touched. A pending delivery has a live code before its first session, and
    /// in a session as long as it is compared at all, since <see cref="Delivery.Apply"/> ends both together.
    /// </summary>
    private static Comparison Compare(Delivery delivery, Attempt attempt, CodeKeyRing keys) =>
        keys.Compare(delivery.Id, delivery.Generation, delivery.Code!, delivery.Superseded, attempt.Presented.Code!);

    private static AttemptOutcome OutcomeOf(Comparison comparison) => comparison switch
    {
        { IsMatch: true } => AttemptOutcome.Accepted,
        { IsSuperseded: true } => AttemptOutcome.SupersededCode,
        _ => AttemptOutcome.WrongCode,
    };
}
