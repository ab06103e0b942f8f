using DeliveryOtp.Cli.Simulation.Frauds;
using static System.FormattableString;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>The table, the chart and the claims, for a terminal.</summary>
internal static partial class ResultText
{
    private const int BarWidth = 40;

    /// <summary>One character an ending, in its order.</summary>
    private const string Shades = "░▒▓█";

    public static IEnumerable<string> Lines(Result result) =>
    [
        Invariant($"code_release {result.Title}: {result.Run.Deliveries:N0} deliveries, seed {result.Run.Seed}"),
        string.Empty,
        .. Honest(result.Tally.Honest),
        string.Empty,
        .. Table(result.Tally),
        string.Empty,
        .. Chart(result.Tally),
        string.Empty,
        .. Leaks(result.Tally),
        string.Empty,
        .. BestMoments(result.Tally),
        string.Empty,
        .. Afterwards(result.Tally),
        string.Empty,
        .. EvidenceLines(result.Tally),
        string.Empty,
        .. Answers(result.Tally),
        string.Empty,
        .. result.Claims.Select(claim => $"{(claim.Holds ? "holds" : "DOES NOT HOLD"),-14} {claim.Sentence}: {claim.Measured}"),
        string.Empty,
    ];

    private static IEnumerable<string> Honest(HonestTally honest)
    {
        yield return Invariant($"Honest couriers, {honest.Deliveries:N0} deliveries");
        yield return Invariant($"  refused at least once    {honest.RefusedRate,8:P2}");
        foreach (var (refusal, count) in honest.FirstRefusals.OrderByDescending(pair => pair.Value))
            yield return Invariant($"    first {refusal,-27} {(double)count / honest.Deliveries,8:P2}");
        yield return Invariant($"  turned away in the end   {honest.TurnedAwayRate,8:P2}");
        yield return Invariant($"  witnessed by recipient   {(double)honest.Witnessed / Math.Max(1, honest.Deliveries),8:P2}");
        yield return Invariant($"  marked for review        {honest.ReviewRate,8:P2}   ")
            + Invariant($"({honest.ReviewOfSecondVisits:N0} of {honest.Review:N0} are second visits, since nobody was at home)");
        foreach (var (signal, count) in honest.SignalsOfReview.OrderByDescending(pair => pair.Value))
            yield return Invariant($"    with {signal,-28} {(double)count / honest.Deliveries,8:P2}");
    }

    private static IEnumerable<string> Table(Tally tally)
    {
        yield return "                                               courier               accepted,  accepted,   accepted";
        yield return " #  fraud                               cases got code  prevented     review  contested  unnoticed";
        foreach (var fraud in AllFrauds.ByNumber)
        {
            var sum = tally[fraud];
            var gotCode = (double)sum.GotCode / Math.Max(1, sum.Cases);
            yield return Invariant($"{fraud.Number,2}  {fraud.Name,-34}{sum.Cases,7:N0} {gotCode,8:P1}")
                + string.Concat(Enum.GetValues<Ending>().Select(ending => Invariant($" {sum.Rate(ending),10:P1}")));
        }
    }

    private static IEnumerable<string> Chart(Tally tally)
    {
        yield return $"    {Shades[0]} prevented  {Shades[1]} accepted, review  "
            + $"{Shades[2]} accepted, contested  {Shades[3]} accepted unnoticed";
        foreach (var fraud in AllFrauds.ByNumber)
            yield return Invariant($"{fraud.Number,2}  {Bar(tally[fraud])}");
        yield return $" H  {HonestBar(tally.Honest)}  honest couriers: {Shades[1]} review";
    }

    private static string Bar(FraudTally sum)
    {
        var bar = new System.Text.StringBuilder(BarWidth);
        var share = 0.0;
        foreach (var ending in Enum.GetValues<Ending>())
        {
            share += sum.Rate(ending);
            bar.Append(Shades[(int)ending], Math.Max(0, (int)Math.Round(share * BarWidth) - bar.Length));
        }

        return bar.ToString();
    }

    private static string HonestBar(HonestTally honest)
    {
        var review = (int)Math.Round(honest.ReviewRate * BarWidth);
        return new string(' ', BarWidth - review) + new string(Shades[1], review);
    }
}
