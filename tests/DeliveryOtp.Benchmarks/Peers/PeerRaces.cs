using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Peers;

/// <summary>The race of the service and of each peer, one after the other.</summary>
internal static class PeerRaces
{
    public static async Task<IReadOnlyList<PeerRace>> RunAsync(
        BenchSetup setup, IEnumerable<IPeerProgram> programs, CancellationToken cancel)
    {
        Progress.Say($"{PeersReport.Product}: the race");
        using var product = new ProductPeer(setup);
        var races = new List<PeerRace> { new(PeersReport.Product, await Race.RunAsync(product, cancel)) };
        foreach (var (index, program) in programs.Index())
        {
            Progress.Say($"{program.Name}: the race");
            using var process = await program.StartForRaceAsync(setup.Cluster, $"race_{index}", cancel);
            using var http = new HttpClient { BaseAddress = process.BaseUrl };
            races.Add(new PeerRace(program.Name, await Race.RunAsync(program.Connect(http), cancel)));
        }

        return races;
    }
}

internal sealed record PeerRace(string Name, RaceResult Result);
