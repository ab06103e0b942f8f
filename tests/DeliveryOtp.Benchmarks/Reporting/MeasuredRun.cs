using DeliveryOtp.Benchmarks.Floor;
using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Reporting;

/// <summary>One run of one line of a report.</summary>
/// <param name="Line">Which line.</param>
/// <param name="Rate">Requests or transactions a second.</param>
/// <param name="MeanMs">What one takes on average.</param>
/// <param name="P50Ms">Null: pgbench tells the average only.</param>
/// <param name="P99Ms">Likewise.</param>
/// <param name="Cpu">Who worked how much.</param>
/// <param name="Recorded">What the database has of it, by outcome.</param>
internal sealed record MeasuredRun(
    string Line,
    double Rate,
    double MeanMs,
    double? P50Ms,
    double? P99Ms,
    CpuShares Cpu,
    IReadOnlyDictionary<string, long> Recorded)
{
    private const double UsPerMs = 1_000;

    public static MeasuredRun Of(string line, PgBenchReport report, CpuShares cpu, IReadOnlyDictionary<string, long> recorded) =>
        new(line, report.Tps, report.LatencyAverageMs, P50Ms: null, P99Ms: null, cpu, recorded);

    public static MeasuredRun Of(string line, WrkReport report, CpuShares cpu, IReadOnlyDictionary<string, long> recorded) =>
        new(line, report.Rate, report.MeanUs / UsPerMs, report.P50Us / UsPerMs, report.P99Us / UsPerMs, cpu, recorded);
}
