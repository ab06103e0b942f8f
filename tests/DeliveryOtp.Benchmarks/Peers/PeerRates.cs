using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Peers;

/// <summary>
/// How many codes a second each verifies. They take turns within each round, so that all meet the same moods of the machine;
/// the two whose turn it is not do nothing.
/// </summary>
internal sealed class PeerRates(BenchSetup setup, IReadOnlyList<IPeerProgram> programs, int rounds, int seconds)
{
    private const int Connections = 64;
    private const int WarmUpSeconds = 10;

    public async Task<IReadOnlyList<MeasuredRun>> MeasureAsync(CancellationToken cancel)
    {
        // As many accounts for each peer as deliveries for the service.
        var needed = new DeliveryRange(
            0, DeliveryBlocks.Need(Connections, WarmUpSeconds) + (rounds * DeliveryBlocks.Need(Connections, seconds)));
        await setup.SeedAsync(needed, cancel);
        await setup.RestartServiceAsync(cancel);
        var peers = new List<PeerLoad>();
        try
        {
            foreach (var (index, program) in programs.Index())
                peers.Add(await PeerLoad.StartAsync(program, setup.Cluster, $"peer_{index}", needed, cancel));
            return await TakeTurnsAsync(needed, peers, cancel);
        }
        finally
        {
            peers.ForEach(peer => peer.Dispose());
        }
    }

    private async Task<IReadOnlyList<MeasuredRun>> TakeTurnsAsync(
        DeliveryRange deliveries, IEnumerable<PeerLoad> peers, CancellationToken cancel)
    {
        var meter = await ProcessMeter.CreateAsync(setup.Service, setup.Cluster, cancel);
        var couriers = new AttemptLoad(setup, meter, new DeliveryBlocks(deliveries));
        Func<int, Task<MeasuredRun>>[] turns =
        [
            duration => couriers.RunAsync(PeersReport.Product, Connections, duration, cancel),
            .. peers.Select(peer => new Func<int, Task<MeasuredRun>>(
                duration => peer.RunAsync(Connections, duration, cancel))),
        ];
        Progress.Say("Warming up...");
        foreach (var turn in turns)
            await turn(WarmUpSeconds);

        var runs = new List<MeasuredRun>();
        for (var round = 1; round <= rounds; round++)
        {
            Progress.Say($"Round {round} of {rounds}");
            foreach (var turn in turns)
            {
                await setup.Cluster.CheckpointAsync(cancel);
                runs.Add(await turn(seconds));
                Progress.Say($"  {runs[^1].Line}: {Numbers.Whole(runs[^1].Rate)}/s");
            }
        }

        return runs;
    }
}
