using DeliveryOtp.Benchmarks.Floor;
using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Attempts;

/// <summary>
/// How many attempts a second, how fast, at what cost. Floors and service take turns within each round, so that all meet
/// the same moods of the machine. Before the rounds, one run in which PostgreSQL's statistics have never heard of attempts: a plan
/// that hangs on them shows as a rate that collapses.
/// </summary>
internal sealed class AttemptsBenchmark(BenchSetup setup, int rounds, int seconds, OldStatistics old)
{
    private const int BusyClients = 32;
    private const int BusyConnections = 64;
    private const int WarmUpSeconds = 10;

    // Two, as the service has two lanes or more: one writes while the other one's commit is under way.
    private const int LeanClients = 2;

    // A first hour: a few hundred attempts by one courier at a time.
    private const int FewAttemptsSeconds = 1;
    private const double MsPerS = 1_000;

    private static readonly int[] AllConnections = [1, 8, 64, 256];

    private readonly List<MeasuredRun> _runs = [];

    public async Task RunAsync(TextWriter output, CancellationToken cancel)
    {
        var deliveries = new DeliveryRange(First: 0, NeededDeliveries());
        var statistics = new Statistics(setup.Cluster);
        await statistics.FreezeAsync(cancel);
        await statistics.RefreshAsync(cancel);
        await setup.ImportAsync(deliveries, cancel);
        await setup.RestartServiceAsync(cancel);

        var meter = await ProcessMeter.CreateAsync(setup.Service, setup.Cluster, cancel);
        var lean = await LeanFloor.CreateAsync(setup, meter, cancel);
        var floor = await FloorLoad.CreateAsync(setup, meter, cancel);
        var couriers = new AttemptLoad(setup, meter, new DeliveryBlocks(deliveries));
        await couriers.RunAsync("few attempts", connections: 1, FewAttemptsSeconds, cancel);
        if (old is OldStatistics.Import)
            await statistics.RefreshAsync(cancel);
        Progress.Say("Warming up...");
        await couriers.RunAsync("warm-up", BusyConnections, WarmUpSeconds, cancel);
        if (old is not OldStatistics.Fresh)
            await MeasureAsync(() => couriers.RunAsync(AttemptLines.OldStatistics, BusyConnections, seconds, cancel), cancel);

        await statistics.RefreshAsync(cancel);
        await statistics.ThawAsync(cancel);
        for (var round = 1; round <= rounds; round++)
        {
            Progress.Say($"Round {round} of {rounds}");
            await RunRoundAsync(lean, floor, couriers, cancel);
        }

        var thinkMs = HalfPeakThinkMs();
        await MeasureAsync(
            () => couriers.RunAsync(AttemptLines.HalfPeak, BusyConnections, seconds, cancel, thinkMs), cancel);
        await AttemptsReport.WriteAsync(setup, _runs, meter.ServiceMemory(), output, cancel);
    }

    private long NeededDeliveries()
    {
        var perRound = AllConnections.Sum(connections => DeliveryBlocks.Need(connections, seconds));
        var once = DeliveryBlocks.Need(BusyConnections, WarmUpSeconds) + DeliveryBlocks.Need(connections: 1, FewAttemptsSeconds);
        var oldAndHalfPeak = 2 * DeliveryBlocks.Need(BusyConnections, seconds);
        return (rounds * perRound) + once + oldAndHalfPeak;
    }

    private async Task RunRoundAsync(LeanFloor lean, FloorLoad floor, AttemptLoad couriers, CancellationToken cancel)
    {
        await MeasureAsync(() => lean.RunAsync(AttemptLines.LeanSets, LeanClients, LeanFloor.Set, seconds, cancel), cancel);
        await MeasureAsync(() => floor.RunAsync(AttemptLines.BusyFloor, BusyClients, seconds, cancel), cancel);
        await MeasureApiAsync(couriers, BusyConnections, cancel);
        await MeasureAsync(() => lean.RunAsync(AttemptLines.LeanSingle, clients: 1, set: 1, seconds, cancel), cancel);
        await MeasureAsync(() => floor.RunAsync(AttemptLines.QuietFloor, clients: 1, seconds, cancel), cancel);
        await MeasureApiAsync(couriers, connections: 1, cancel);
        await MeasureApiAsync(couriers, connections: 8, cancel);
        await MeasureApiAsync(couriers, connections: 256, cancel);
    }

    private Task MeasureApiAsync(AttemptLoad couriers, int connections, CancellationToken cancel) =>
        MeasureAsync(() => couriers.RunAsync(AttemptLines.Api(connections), connections, seconds, cancel), cancel);

    private async Task MeasureAsync(Func<Task<MeasuredRun>> run, CancellationToken cancel)
    {
        await setup.Cluster.CheckpointAsync(cancel);
        var measured = await run();
        _runs.Add(measured);
        Progress.Say($"  {measured.Line}: {Numbers.Whole(measured.Rate)}/s");
    }

    /// <summary>A request takes its pause and its answer, and an answer under half the load about what one alone does.</summary>
    private int HalfPeakThinkMs()
    {
        var medians = AllConnections.ToDictionary(
            connections => connections,
            connections => LineSummary.Of(new ReportLine(AttemptLines.Api(connections)), _runs));
        var halfPeak = medians.Values.Max(line => line.Rate.Median) / 2;
        return (int)Math.Max(1, Math.Round((BusyConnections / halfPeak * MsPerS) - medians[1].MeanMs.Median));
    }
}
