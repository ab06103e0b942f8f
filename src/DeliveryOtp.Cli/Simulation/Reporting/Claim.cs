using DeliveryOtp.Cli.Simulation.Frauds;
using static System.FormattableString;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>What the rules are held to under `on_arrival`, and whether a run bears it out.</summary>
/// <param name="Sentence">What is said.</param>
/// <param name="Measured">What the run says.</param>
/// <param name="Holds">Whether it is so.</param>
internal sealed record Claim(string Sentence, string Measured, bool Holds)
{
    private const double WithoutReviewLimit = 0.02;
    private const double UnnoticedLimit = 0.015;
    private const double RefusedLimit = 0.01;
    private const double TurnedAwayLimit = 0.001;
    private const double ReviewLimit = 0.028;

    /// <summary>The code was really shown to a courier who was really there: what is left is the rest of a showing.</summary>
    public static readonly int[] SeldomWithoutReview = [1, 2, 3];

    public static readonly int[] NeverWithoutReview = [4, 6, 9, 12, 13, 17, 18];

    /// <summary>The recipient's word stands against all other evidence: they are reported, not counted.</summary>
    private static readonly int[] BeyondInstruments = [5, 15];

    public static IReadOnlyList<Claim> AllOf(Tally tally) =>
    [
        .. FraudsOf(SeldomWithoutReview).Select(fraud => SeldomAccepted(fraud, tally)),
        .. FraudsOf(NeverWithoutReview).Select(fraud => WithoutReview(fraud, tally)),
        AtMost("accepted unnoticed, over all frauds but (5) and (15)", UnnoticedRate(tally), UnnoticedLimit),
        AtMost("honest couriers: refused at least once", tally.Honest.RefusedRate, RefusedLimit),
        AtMost("honest couriers: turned away", tally.Honest.TurnedAwayRate, TurnedAwayLimit),
        AtMost("honest couriers: marked for review", tally.Honest.ReviewRate, ReviewLimit),
    ];

    /// <summary>Each fraud weighs the same, however many cases it had.</summary>
    public static double UnnoticedRate(Tally tally) => AllFrauds.ByNumber
        .Where(fraud => !BeyondInstruments.Contains(fraud.Number))
        .Average(fraud => tally[fraud].Rate(Ending.AcceptedUnnoticed));

    public static IEnumerable<Fraud> FraudsOf(int[] numbers) => numbers.Select(number => AllFrauds.ByNumber[number - 1]);

    private static Claim SeldomAccepted(Fraud fraud, Tally tally) => AtMost(
        Invariant($"({fraud.Number}) as it happened, accepted without review"),
        tally[fraud].WithoutReviewRate,
        WithoutReviewLimit);

    private static Claim WithoutReview(Fraud fraud, Tally tally)
    {
        var sum = tally[fraud];
        return new Claim(
            Invariant($"({fraud.Number}) never ends accepted without review"),
            Invariant($"{sum.AcceptedWithoutReview} of {sum.Cases}"),
            sum.AcceptedWithoutReview == 0);
    }

    private static Claim AtMost(string what, double rate, double most) =>
        new(Invariant($"{what}: at most {most:P1}"), Invariant($"{rate:P2}"), rate <= most);
}
