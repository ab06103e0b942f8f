using DeliveryOtp.Benchmarks.Floor;
using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Attempts;

/// <summary>
/// How many attempts a second, how fast, at what cost. Floor and service take turns within each round, so that both meet
/// the same moods of the machine.
/// </summary>
internal sealed class AttemptsBenchmark(BenchSetup setup, int rounds, int seconds)
{
    private const int BusyClients = 32;
    private const int BusyConnections = 64;
    private const int WarmUpSeconds = 10;
    private const double MsPerS = 1_000;

    private static readonly int[] AllConnections = [1, 8, 64, 256];

    private readonly List<MeasuredRun> _runs = [];

    public async Task RunAsync(TextWriter output, CancellationToken cancel)
    {
        var deliveries = new DeliveryRange(FloorLoad.Deliveries.End, NeededDeliveries());
        await setup.SeedAsync(FloorLoad.Deliveries with { Count = FloorLoad.Deliveries.Count + deliveries.Count }, cancel);
        await setup.RestartServiceAsync(cancel);

        var meter = await ProcessMeter.CreateAsync(setup.Service, setup.Cluster, cancel);
        var floor = await FloorLoad.CreateAsync(setup, meter, cancel);
        var couriers = new AttemptLoad(setup, meter, new DeliveryBlocks(deliveries));
        Progress.Say("Warming up...");
        await couriers.RunAsync("warm-up", BusyConnections, WarmUpSeconds, cancel);
        for (var round = 1; round <= rounds; round++)
        {
            Progress.Say($"Round {round} of {rounds}");
            await RunRoundAsync(floor, couriers, cancel);
        }

        var thinkMs = HalfPeakThinkMs();
        await MeasureAsync(
            () => couriers.RunAsync(AttemptLines.HalfPeak, BusyConnections, seconds, cancel, thinkMs), cancel);
        await AttemptsReport.WriteAsync(setup, _runs, meter.ServiceMemory(), output, cancel);
    }

    private long NeededDeliveries()
    {
        var perRound = AllConnections.Sum(connections => DeliveryBlocks.Need(connections, seconds));
        var once = DeliveryBlocks.Need(BusyConnections, WarmUpSeconds) + DeliveryBlocks.Need(BusyConnections, seconds);
        return (rounds * perRound) + once;
    }

    private async Task RunRoundAsync(FloorLoad floor, AttemptLoad couriers, CancellationToken cancel)
    {
        await MeasureAsync(() => floor.RunAsync(AttemptLines.BusyFloor, BusyClients, seconds, cancel), cancel);
        await MeasureApiAsync(couriers, BusyConnections, cancel);
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
