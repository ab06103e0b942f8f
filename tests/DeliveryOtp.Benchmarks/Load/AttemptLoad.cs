using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Load;

/// <summary>Couriers who post attempts, on a number of connections.</summary>
internal sealed class AttemptLoad(BenchSetup setup, ProcessMeter meter, DeliveryBlocks blocks)
{
    // Deliveries of one group have to be more than requests in flight, or a delivery's third try could overtake its first.
    private const int SmallestGroup = 50;

    private const double BytesPerKib = 1024;

    private readonly JournalCheck _check = new(setup.Cluster, setup.Tenant);
    private int _runs;

    /// <param name="line">What the run is called in the report.</param>
    /// <param name="connections">How many.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="thinkMs">The mean pause of a connection between two requests.</param>
    public async Task<MeasuredRun> RunAsync(
        string line, int connections, int seconds, CancellationToken cancel, int thinkMs = 0)
    {
        var block = blocks.Deal(connections, seconds);
        (string, object)[] options =
        [
            ("body", await RequestBody.WriteAsync("attempt.json", cancel)),
            ("tokens", await Couriers.WriteTokensAsync(setup.Tenant, setup.Secrets, cancel)),
            ("id_prefix", BenchDelivery.IdPrefix),
            ("first", block.First),
            ("count", block.Count),
            ("base", blocks.All.First),
            ("population", blocks.All.Count),
            ("step", blocks.Step),
            ("group", Math.Max(SmallestGroup, connections)),
            ("threads", Wrk.ThreadsFor(connections)),
            ("run", ++_runs),
            ("think_ms", thinkMs),
        ];
        var script = await Wrk.WriteScriptAsync("attempts.lua", cancel);
        var since = TimeProvider.System.GetUtcNow();
        var allocatedBefore = await setup.Service.AllocatedBytesAsync(cancel);
        var (report, cpu) = await meter.MeasureAsync(
            () => Wrk.RunAsync(script, setup.Service.BaseUrl, connections, seconds, options, cancel));
        var allocated = await setup.Service.AllocatedBytesAsync(cancel) - allocatedBefore;
        var outcomes = await _check.AttemptsAsync(since, report.Complete().Requests, connections, cancel);
        return MeasuredRun.Of(line, report, cpu, outcomes) with { AllocatedKib = allocated / report.Requests / BytesPerKib };
    }
}
