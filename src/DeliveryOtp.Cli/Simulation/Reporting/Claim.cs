using DeliveryOtp.Cli.Simulation.Frauds;
using static System.FormattableString;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>What is said of the rules under `on_arrival`, and whether a run bears it out.</summary>
/// <param name="Sentence">What is said.</param>
/// <param name="Measured">What the run says.</param>
/// <param name="Holds">Whether it is so.</param>
internal sealed record Claim(string Sentence, string Measured, bool Holds)
{
    private const double MostUnnoticed = 0.01;
    private const double MostRefused = 0.005;
    private const double MostReview = 0.03;

    private static readonly int[] NeverWithoutReview = [1, 2, 3, 4, 6, 9, 12, 13];

    /// <summary>The recipient's word stands against all other evidence: they are reported, not counted.</summary>
    private static readonly int[] BeyondInstruments = [5, 15];

    public static IReadOnlyList<Claim> AllOf(Tally tally) =>
    [
        .. AllFrauds.ByNumber.Where(fraud => NeverWithoutReview.Contains(fraud.Number)).Select(fraud => WithoutReview(fraud, tally)),
        Unnoticed(tally),
        AtMost("honest couriers: refused at least once", tally.Honest.RefusedRate, MostRefused),
        AtMost("honest couriers: marked for review", tally.Honest.ReviewRate, MostReview),
    ];

    private static Claim WithoutReview(Fraud fraud, Tally tally)
    {
        var sum = tally[fraud];
        return new Claim(
            Invariant($"({fraud.Number}) never ends accepted without review"),
            Invariant($"{sum.AcceptedWithoutReview} of {sum.Cases}"),
            sum.AcceptedWithoutReview == 0);
    }

    /// <summary>Each fraud weighs the same, however many cases it had.</summary>
    private static Claim Unnoticed(Tally tally) => AtMost(
        "accepted unnoticed, over all frauds but (5) and (15)",
        AllFrauds.ByNumber
            .Where(fraud => !BeyondInstruments.Contains(fraud.Number))
            .Average(fraud => tally[fraud].Rate(Ending.AcceptedUnnoticed)),
        MostUnnoticed);

    private static Claim AtMost(string what, double rate, double most) =>
        new(Invariant($"{what}: at most {most:P1}"), Invariant($"{rate:P2}"), rate <= most);
}
