using DeliveryOtp.Cli.Simulation.Reporting;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Cli.Simulation.Assumed;

/// <summary>
/// What becomes of the results when each assumption is half of what it is, and twice as much, all others being left alone. Every
/// run has the same seed, and each story a chance of its own, so that what an assumption does not touch does not move.
/// </summary>
internal sealed record SensitivityRun(int Deliveries, ulong Seed, DeliveryPolicy Policy)
{
    /// <summary>Deliveries of all runs together.</summary>
    public static long TotalOf(int deliveries) => (long)deliveries * (1 + (2 * Assumptions.All.Count));

    public Sensitivity Play(Action<int> advance, CancellationToken cancel = default)
    {
        Headline With(ChangedAssumption? changed) =>
            Headline.Of(new SimulatedRun(Deliveries, Seed, Policy, changed).Play(advance, cancel: cancel));
        return new Sensitivity(
            With(changed: null),
            [
                .. Assumptions.All.Select(assumption => new SensitivityRow(
                    assumption,
                    With(new ChangedAssumption(assumption, Factor: 0.5)),
                    With(new ChangedAssumption(assumption, Factor: 2)))),
            ]);
    }
}

/// <summary>All rows, and what they compare with.</summary>
internal sealed record Sensitivity(Headline AsAssumed, IReadOnlyList<SensitivityRow> Rows);

/// <summary>One assumption.</summary>
internal sealed record SensitivityRow(Assumption Assumption, Headline Halved, Headline Doubled);

/// <summary>The numbers that the rules are held to.</summary>
/// <param name="Refused">Honest couriers: refused at least once.</param>
/// <param name="TurnedAway">Honest couriers: left with the parcel.</param>
/// <param name="Review">Honest couriers: marked for review.</param>
/// <param name="AsHappened">Accepted without review, as it happened: the worst of (1), (2) and (3).</param>
/// <param name="Never">Cases accepted without review of the frauds that never should be.</param>
/// <param name="Unnoticed">Accepted unnoticed, over all frauds but (5) and (15).</param>
internal sealed record Headline(double Refused, double TurnedAway, double Review, double AsHappened, int Never, double Unnoticed)
{
    public static Headline Of(Tally tally) => new(
        tally.Honest.RefusedRate,
        tally.Honest.TurnedAwayRate,
        tally.Honest.ReviewRate,
        Claim.FraudsOf(Claim.SeldomWithoutReview).Max(fraud => tally[fraud].WithoutReviewRate),
        Claim.FraudsOf(Claim.NeverWithoutReview).Sum(fraud => tally[fraud].AcceptedWithoutReview),
        Claim.UnnoticedRate(tally));
}
