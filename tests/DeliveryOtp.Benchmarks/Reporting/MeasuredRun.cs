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
/// <param name="ServerUs">CPU time of the server for one of them, in microseconds.</param>
/// <param name="PostgresUs">That of PostgreSQL.</param>
/// <param name="Recorded">What the database has of it, by outcome.</param>
/// <param name="AllocatedKib">What the service allocated for one of them; null: it is not the service, or nobody asked.</param>
/// <param name="Unanswered">Requests that a peer left without an answer, and connections that it refused or broke.</param>
internal sealed record MeasuredRun(
    string Line,
    double Rate,
    double MeanMs,
    double? P50Ms,
    double? P99Ms,
    CpuShares Cpu,
    double ServerUs,
    double PostgresUs,
    IReadOnlyDictionary<string, long> Recorded,
    double? AllocatedKib = null,
    long Unanswered = 0)
{
    private const double UsPerMs = 1_000;

    /// <param name="line">Which line.</param>
    /// <param name="report">What pgbench says.</param>
    /// <param name="cpu">Who worked how much.</param>
    /// <param name="recorded">What the database has of it, by outcome.</param>
    /// <param name="set">How many attempts one transaction is: rate and CPU time are those of attempts.</param>
    public static MeasuredRun Of(
        string line, PgBenchReport report, CpuShares cpu, IReadOnlyDictionary<string, long> recorded, int set = 1)
    {
        var attempts = report.Transactions * set;
        return new MeasuredRun(
            line,
            report.Tps * set,
            report.LatencyAverageMs,
            P50Ms: null,
            P99Ms: null,
            cpu,
            cpu.ServerUsFor(attempts),
            cpu.PostgresUsFor(attempts),
            recorded);
    }

    public static MeasuredRun Of(string line, WrkReport report, CpuShares cpu, IReadOnlyDictionary<string, long> recorded) => new(
        line,
        report.Rate,
        report.MeanUs / UsPerMs,
        report.P50Us / UsPerMs,
        report.P99Us / UsPerMs,
        cpu,
        cpu.ServerUsFor(report.Requests),
        cpu.PostgresUsFor(report.Requests),
        recorded,
        AllocatedKib: null,
        report.Unanswered);
}
