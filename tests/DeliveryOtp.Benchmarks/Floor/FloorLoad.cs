using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Floor;

/// <summary>The floor as a line of the report: what PostgreSQL does here and now without the service.</summary>
internal sealed class FloorLoad(PgBench pgbench, ProcessMeter meter, JournalCheck check)
{
    public static readonly DeliveryRange Deliveries = new(First: 0, Count: 300_000);

    public static async Task<FloorLoad> CreateAsync(BenchSetup setup, ProcessMeter meter, CancellationToken cancel)
    {
        var script = await FloorScript.WriteAsync(setup.Tenant, setup.Template, Deliveries, cancel);
        return new FloorLoad(new PgBench(setup.Cluster, script), meter, new JournalCheck(setup.Cluster, setup.Tenant));
    }

    public async Task<MeasuredRun> RunAsync(string line, int clients, int seconds, CancellationToken cancel)
    {
        var since = TimeProvider.System.GetUtcNow();
        var (report, cpu) = await meter.MeasureAsync(() => pgbench.RunAsync(clients, seconds, cancel));
        // A transaction that wrote nothing would make the floor look higher than it is.
        return MeasuredRun.Of(line, report, cpu, await check.AttemptsAsync(since, report.Transactions, inFlight: 0, cancel));
    }
}
