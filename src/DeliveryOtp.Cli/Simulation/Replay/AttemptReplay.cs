using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Cli.Simulation.Replay;

/// <summary>
/// Judges recorded attempts under another policy, as far as the record goes: suspension (R12, row 4) and the place gate
/// (row 8). What stands above them was so and stays so; what stands below needs digits and sessions, which no export has.
/// </summary>
internal sealed class AttemptReplay(DeliveryPolicy policy)
{
    private static readonly Position Door = new(0, 0);
    private const double MetresPerDegree = Position.EarthRadiusMetres * Math.PI / 180;

    private readonly Dictionary<string, List<DateTimeOffset>> _wrongNewestFirst = new(StringComparer.Ordinal);

    /// <param name="attempts">In the order of time.</param>
    public IReadOnlyList<Reevaluation> Run(IReadOnlyList<ReplayedAttempt> attempts) => [.. attempts.Select(Judge)];

    private Reevaluation Judge(ReplayedAttempt attempt)
    {
        var place = PlaceOf(attempt);
        var after = OutcomeOf(attempt, place);
        if (after == AttemptOutcome.WrongCode)
            AddWrong(attempt);
        return new Reevaluation(attempt, place, after);
    }

    private AttemptOutcome? OutcomeOf(ReplayedAttempt attempt, PlaceVerdict place) => attempt switch
    {
        { Outcome: AttemptOutcome.Locked or AttemptOutcome.Held } => attempt.Outcome,
        { Outcome: AttemptOutcome.Cancelled or AttemptOutcome.Expired or AttemptOutcome.AlreadyDelivered } => attempt.Outcome,
        _ when IsSuspended(attempt) => AttemptOutcome.CourierSuspended,
        { Outcome: AttemptOutcome.WrongCourier or AttemptOutcome.WrongParcel or AttemptOutcome.MalformedCode } => attempt.Outcome,
        _ when WhyNotThisPlace(place) is { } refusal => refusal,
        { Outcome: AttemptOutcome.OutsideGeofence or AttemptOutcome.LocationUnverified or AttemptOutcome.CourierSuspended } => null,
        _ => attempt.Outcome,
    };

    /// <summary>The gate itself judges: a door on the equator, and a fix as far from it as the record says.</summary>
    private PlaceVerdict PlaceOf(ReplayedAttempt attempt)
    {
        var fix = attempt.Location is { DistanceM: { } distance, AccuracyM: { } accuracy }
            ? new Fix(
                new Position(0, distance / MetresPerDegree),
                new Metres(accuracy),
                attempt.Location.CapturedAt ?? attempt.RecordedAt,
                IsMock: attempt.Location.IsMock == true)
            : null;
        return PlaceGate.Assess(Door, new Metres(policy.RadiusM), fix, attempt.RecordedAt).Verdict;
    }

    private AttemptOutcome? WhyNotThisPlace(PlaceVerdict place) => place switch
    {
        PlaceVerdict.Outside when policy.Place == PlaceRule.Enforce => AttemptOutcome.OutsideGeofence,
        PlaceVerdict.Unverified when policy.UnverifiedPlace == UnverifiedPlaceRule.Refuse => AttemptOutcome.LocationUnverified,
        PlaceVerdict.Inside or PlaceVerdict.Outside or PlaceVerdict.Unverified => null,
    };

    /// <summary>R17: the courier, and no device, which could be named by anybody.</summary>
    private bool IsSuspended(ReplayedAttempt attempt) => attempt.RecordedAt < Suspension.Until(WrongOf(attempt.CourierId), policy);

    private void AddWrong(ReplayedAttempt attempt) => WrongOf(attempt.CourierId).Insert(0, attempt.RecordedAt);

    private List<DateTimeOffset> WrongOf(string courier)
    {
        if (!_wrongNewestFirst.TryGetValue(courier, out var times))
            _wrongNewestFirst[courier] = times = [];
        return times;
    }
}

/// <summary>One attempt, judged again.</summary>
/// <param name="Attempt">As recorded.</param>
/// <param name="Place">What the place gate says now.</param>
/// <param name="After">The outcome under the other policy; null: the gates let it through, and the digits would decide.</param>
internal sealed record Reevaluation(ReplayedAttempt Attempt, PlaceVerdict Place, AttemptOutcome? After);
