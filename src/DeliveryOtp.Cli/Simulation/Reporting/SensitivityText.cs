using DeliveryOtp.Cli.Simulation.Assumed;
using static System.FormattableString;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>The sensitivity table, for a terminal: a dot is what is exactly as without the change.</summary>
internal static class SensitivityText
{
    public static IEnumerable<string> Lines(Sensitivity table, SensitivityRun run)
    {
        yield return $"code_release {Result.TitleOf(run.Policy)}: each assumption halved and doubled; "
            + Invariant($"{run.Deliveries:N0} deliveries a run, seed {run.Seed}");
        yield return string.Empty;
        yield return $"{string.Empty,-65}honest     turned      honest    (1)–(3) as  (4)(6)(9)…  unnoticed";
        yield return $"{string.Empty,-65}refused %  away %      review %  happened %  cases       but 5,15 %";
        yield return $"{string.Empty,-65}{string.Concat(Enumerable.Repeat("½    ×2     ", 6)).TrimEnd()}";
        yield return $"{"as assumed",-65}{string.Concat(Cells(table.AsAssumed).Select(cell => $"{cell,-12}")).TrimEnd()}";
        foreach (var row in table.Rows)
            yield return Row(row, table.AsAssumed);
    }

    private static string Row(SensitivityRow row, Headline asAssumed)
    {
        var usual = Cells(asAssumed);
        var halved = Cells(row.Halved);
        var doubled = Cells(row.Doubled);
        var cells = Enumerable.Range(0, usual.Length)
            .Select(at => $"{Mark(halved[at], usual[at]),-5}{Mark(doubled[at], usual[at]),-7}");
        return $"{row.Assumption.Name,-56}{row.Assumption.Text,-9}{string.Concat(cells)}".TrimEnd();
    }

    private static string Mark(string cell, string usual) => cell == usual ? "·" : cell;

    private static string[] Cells(Headline headline) =>
    [
        Invariant($"{headline.Refused * 100:F2}"),
        Invariant($"{headline.TurnedAway * 100:F2}"),
        Invariant($"{headline.Review * 100:F2}"),
        Invariant($"{headline.AsHappened * 100:F1}"),
        Invariant($"{headline.Never}"),
        Invariant($"{headline.Unnoticed * 100:F2}"),
    ];
}
