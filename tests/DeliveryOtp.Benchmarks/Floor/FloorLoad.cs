using DeliveryOtp.Api.Sandbox;
using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Floor;

/// <summary>
/// The product's own floor as a line of the report: what PostgreSQL does here and now without the service, in tables like the
/// product's. They are copies, so that nothing that the service follows has a row of the floor's.
/// </summary>
internal sealed class FloorLoad(PgBench pgbench, ProcessMeter meter, JournalCheck check)
{
    private const string Schema = "floor";

    private static readonly DeliveryRange Deliveries = new(First: 0, Count: 300_000);

    public static async Task<FloorLoad> CreateAsync(BenchSetup setup, ProcessMeter meter, CancellationToken cancel)
    {
        await setup.Cluster.ExecuteAsync(
            Resource.Read("floor-tables.sql").Replace("{role}", SandboxDatabase.ServiceRole, StringComparison.Ordinal), cancel);
        await setup.SeedAsync(Deliveries, cancel, Schema);
        var script = await FloorScript.WriteAsync(setup.Tenant, setup.Template, Deliveries, cancel);
        var pgbench = new PgBench(setup.Cluster, script, SandboxDatabase.ServiceRole, SandboxDatabase.Name);
        return new FloorLoad(pgbench, meter, new JournalCheck(setup.Cluster, setup.Tenant, Schema));
    }

    public async Task<MeasuredRun> RunAsync(string line, int clients, int seconds, CancellationToken cancel)
    {
        var since = TimeProvider.System.GetUtcNow();
        var (report, cpu) = await meter.MeasureAsync(() => pgbench.RunAsync(clients, seconds, cancel));
        // A transaction that wrote nothing would make the floor look higher than it is.
        return MeasuredRun.Of(line, report, cpu, await check.AttemptsAsync(since, report.Transactions, inFlight: 0, cancel));
    }
}
