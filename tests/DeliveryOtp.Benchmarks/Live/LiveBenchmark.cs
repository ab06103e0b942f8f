using System.Diagnostics;
using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Live;

/// <summary>
/// How long after an attempt its recipient sees it, with many recipients watching and attempts at a fixed rate, whether the
/// service keeps up or not. Every other attempt is on a delivery that is watched.
/// </summary>
internal sealed class LiveBenchmark(BenchSetup setup, int streams, int rate, int seconds)
{
    private const int WarmUpSeconds = 5;
    private const int UnwatchedPerWatched = 3;

    /// <summary>How long the last events are waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task RunAsync(TextWriter output, CancellationToken cancel)
    {
        var watched = new DeliveryRange(0, streams);
        var unwatched = new DeliveryRange(watched.End, streams * UnwatchedPerWatched);
        await setup.SeedAsync(watched with { Count = unwatched.End }, cancel);
        await setup.RestartServiceAsync(cancel);
        var meter = await ProcessMeter.CreateAsync(setup.Service, setup.Cluster, cancel);

        using var watch = new Watch(setup, watched);
        var opened = Stopwatch.StartNew();
        await watch.OpenAsync(cancel);
        var openedS = opened.Elapsed.TotalSeconds;

        var rain = new AttemptRain(setup, watch, unwatched, rate);
        Progress.Say("Warming up...");
        await rain.FallAsync(WarmUpSeconds, cancel);
        await watch.SettleAsync(Patience, cancel);
        var (answers, lagMs) = rain.Take();
        watch.TakeLatencies();

        Progress.Say($"{rate} attempts a second for {seconds} s, {streams} streams...");
        await setup.Cluster.CheckpointAsync(cancel);
        var (_, cpu) = await meter.MeasureAsync(async () =>
        {
            await rain.FallAsync(seconds, cancel);
            return 0;
        });
        await watch.SettleAsync(Patience, cancel);
        (answers, lagMs) = rain.Take();
        var report = new LiveReport(streams, rate, seconds, answers, watch.TakeLatencies(), watch.Missing, watch.Ended, lagMs, openedS, cpu, meter.ServiceMemory());
        await report.WriteAsync(await Machine.DescribeAsync(setup.Cluster, cancel), output, cancel);
    }
}
