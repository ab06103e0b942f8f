using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Reporting;

/// <summary>A line of a report: which runs it sums up, and what it is held against.</summary>
/// <param name="Name">The runs' line.</param>
/// <param name="RateFloor">The line whose rate is 1; null: none.</param>
/// <param name="LatencyFloor">The line whose mean latency is 1; null: none.</param>
/// <param name="LeanRate">The line of the lean floor whose rate is 1; null: none.</param>
/// <param name="LeanLatency">The line of the lean floor whose mean latency is 1 to this one's median; null: none.</param>
internal sealed record ReportLine(
    string Name,
    string? RateFloor = null,
    string? LatencyFloor = null,
    string? LeanRate = null,
    string? LeanLatency = null);

/// <summary>All runs of a line in one.</summary>
internal sealed record LineSummary(
    string Name,
    Spread Rate,
    Spread MeanMs,
    Spread? P50Ms,
    Spread? P99Ms,
    Spread? RateRatio,
    Spread? LatencyRatio,
    Spread? LeanRateRatio,
    Spread? LeanLatencyRatio,
    CpuShares Cpu,
    Spread ServerUs,
    Spread PostgresUs,
    Spread? AllocatedKib,
    IReadOnlyDictionary<string, long> Recorded,
    long Unanswered)
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
            Ratio(runs, all, line.RateFloor, run => run.Rate, below => below.Rate),
            Ratio(runs, all, line.LatencyFloor, run => run.MeanMs, below => below.MeanMs),
            Ratio(runs, all, line.LeanRate, run => run.Rate, below => below.Rate),
            Ratio(runs, all, line.LeanLatency, run => run.P50Ms ?? run.MeanMs, below => below.MeanMs),
            new CpuShares(
                Spread.Of(runs.Select(run => run.Cpu.ServiceCores)).Median,
                Spread.Of(runs.Select(run => run.Cpu.PostgresCores)).Median,
                Spread.Of(runs.Select(run => run.Cpu.LoadCores)).Median,
                runs.Sum(run => run.Cpu.ElapsedS)),
            Spread.Of(runs.Select(run => run.ServerUs)),
            Spread.Of(runs.Select(run => run.PostgresUs)),
            Of(runs.Select(run => run.AllocatedKib)),
            runs.SelectMany(run => run.Recorded).GroupBy(pair => pair.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value), StringComparer.Ordinal),
            runs.Sum(run => run.Unanswered));
    }

    private static MeasuredRun[] RunsOf(IEnumerable<MeasuredRun> all, string line) => [.. all.Where(run => run.Line == line)];

    private static Spread? Of(IEnumerable<double?> values)
    {
        double[] known = [.. values.OfType<double>()];
        return known.Length == 0 ? null : Spread.Of(known);
    }

    /// <summary>Run by run of the same round, so that a machine that gets slower for a while slows both.</summary>
    private static Spread? Ratio(
        MeasuredRun[] runs,
        IReadOnlyCollection<MeasuredRun> all,
        string? floor,
        Func<MeasuredRun, double> value,
        Func<MeasuredRun, double> one) =>
        floor is null ? null : Spread.Of(runs.Zip(RunsOf(all, floor), (run, below) => value(run) / one(below)));
}
