using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Reporting;

/// <summary>A line of a report: which runs it sums up, and what it is held against.</summary>
/// <param name="Name">The runs' line.</param>
/// <param name="RateFloor">The line whose rate is 1; null: none.</param>
/// <param name="LatencyFloor">The line whose mean latency is 1; null: none.</param>
internal sealed record ReportLine(string Name, string? RateFloor = null, string? LatencyFloor = null);

/// <summary>All runs of a line in one.</summary>
internal sealed record LineSummary(
    string Name,
    Spread Rate,
    Spread MeanMs,
    Spread? P50Ms,
    Spread? P99Ms,
    Spread? RateRatio,
    Spread? LatencyRatio,
    CpuShares Cpu,
    IReadOnlyDictionary<string, long> Recorded)
{
    public static LineSummary Of(ReportLine line, IReadOnlyCollection<MeasuredRun> all)
    {
        var runs = RunsOf(all, line.Name);
        return new LineSummary(
            line.Name,
            Spread.Of(runs.Select(run => run.Rate)),
            Spread.Of(runs.Select(run => run.MeanMs)),
            Of(runs.Select(run => run.P50Ms)),
            Of(runs.Select(run => run.P99Ms)),
            Ratio(runs, all, line.RateFloor, run => run.Rate),
            Ratio(runs, all, line.LatencyFloor, run => run.MeanMs),
            new CpuShares(
                Spread.Of(runs.Select(run => run.Cpu.ServiceCores)).Median,
                Spread.Of(runs.Select(run => run.Cpu.PostgresCores)).Median,
                Spread.Of(runs.Select(run => run.Cpu.LoadCores)).Median),
            runs.SelectMany(run => run.Recorded).GroupBy(pair => pair.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value), StringComparer.Ordinal));
    }

    private static MeasuredRun[] RunsOf(IEnumerable<MeasuredRun> all, string line) => [.. all.Where(run => run.Line == line)];

    private static Spread? Of(IEnumerable<double?> values)
    {
        double[] known = [.. values.OfType<double>()];
        return known.Length == 0 ? null : Spread.Of(known);
    }

    /// <summary>Run by run of the same round, so that a machine that gets slower for a while slows both.</summary>
    private static Spread? Ratio(
        MeasuredRun[] runs, IReadOnlyCollection<MeasuredRun> all, string? floor, Func<MeasuredRun, double> value) =>
        floor is null ? null : Spread.Of(runs.Zip(RunsOf(all, floor), (run, below) => value(run) / value(below)));
}
