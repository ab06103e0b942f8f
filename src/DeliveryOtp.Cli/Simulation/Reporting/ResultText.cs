using DeliveryOtp.Cli.Simulation.Frauds;
using static System.FormattableString;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>The table, the chart and the claims, for a terminal.</summary>
internal static class ResultText
{
    private const int BarWidth = 40;

    /// <summary>One character an ending, in its order.</summary>
    private const string Shades = "░▒▓█";

    public static IEnumerable<string> Lines(Result result) =>
    [
        Invariant($"code_release {result.Release}: {result.Run.Deliveries:N0} deliveries, seed {result.Run.Seed}"),
        string.Empty,
        .. Honest(result.Tally.Honest),
        string.Empty,
        .. Table(result.Tally),
        string.Empty,
        .. Chart(result.Tally),
        string.Empty,
        .. Leaks(result.Tally),
        string.Empty,
        .. EvidenceLines(result.Tally),
        string.Empty,
        .. result.Claims.Select(claim => $"{(claim.Holds ? "holds" : "DOES NOT HOLD"),-14} {claim.Sentence}: {claim.Measured}"),
        string.Empty,
    ];

    private static IEnumerable<string> Honest(HonestTally honest)
    {
        yield return Invariant($"Honest couriers, {honest.Deliveries:N0} deliveries");
        yield return Invariant($"  refused at least once    {honest.RefusedRate,8:P2}");
        yield return Invariant($"  turned away in the end   {honest.TurnedAwayRate,8:P2}");
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

    /// <summary>Where it leaks: without these lines a table of averages would hide what works for a courier who knows.</summary>
    private static IEnumerable<string> Leaks(Tally tally)
    {
        yield return $"{"Variants accepted without review: the courier …",-97}  cases  contested  unnoticed";
        foreach (var fraud in AllFrauds.ByNumber)
        {
            for (var number = 0; number < fraud.Variants.Count; number++)
            {
                var variant = tally[fraud, number];
                if (variant.AcceptedWithoutReview == 0)
                    continue;
                yield return Invariant($"{fraud.Number,2}  {fraud.Variants[number].Name,-93} {variant.Cases,6:N0}")
                    + Invariant($"  {variant.Rate(Ending.AcceptedAndContested),9:P1}  {variant.Rate(Ending.AcceptedUnnoticed),9:P1}");
            }
        }
    }

    private static IEnumerable<string> EvidenceLines(Tally tally)
    {
        yield return "What the evidence of the accepted    accepted   arrived  revealed by   confirmed    recipient's   contested";
        yield return "ones says                                       inside    recipient      inside     \"I have it\"";
        foreach (var fraud in AllFrauds.ByNumber.Where(fraud => fraud.Number is 5 or 15))
        {
            var evidence = tally[fraud].Evidence;
            var accepted = (double)Math.Max(1, evidence.Accepted);
            yield return Invariant($"{fraud.Number,2}  {fraud.Name,-33}{evidence.Accepted,8:N0}{evidence.ArrivedInside / accepted,10:P1}")
                + Invariant($"{evidence.Revealed / accepted,13:P1}{evidence.AttemptedInside / accepted,12:P1}")
                + Invariant($"{evidence.Received / accepted,15:P1}{evidence.Contested / accepted,12:P1}");
        }
    }
}
