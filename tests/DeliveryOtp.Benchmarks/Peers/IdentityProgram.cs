using System.Globalization;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Peers;

/// <summary>ASP.NET Core Identity. After its warm-up it makes no difference that it is not compiled ahead of time.</summary>
internal sealed class IdentityProgram : IPeerProgram
{
    private static readonly string Published = BenchPaths.InOutput("identity");

    public string Name => "ASP.NET Core Identity";

    public string Script => "identity.lua";

    public string Path => "/verify";

    public async Task PrepareAsync(CancellationToken cancel)
    {
        Progress.Say($"Publishing {Name}...");
        await ExternalProgram.RunAsync(
            "dotnet",
            [
                "publish", System.IO.Path.Combine("tests", "DeliveryOtp.Benchmarks", "Peers", "Identity"), "-c", "Release",
                "-p:RunAnalyzers=false", "-o", Published, "-v", "quiet",
            ],
            cancel);
    }

    public async Task<PeerProcess> StartAsync(
        BenchCluster cluster, string database, long accounts, CancellationToken cancel)
    {
        var connection = await cluster.CreateDatabaseAsync(database, cancel);
        var program = System.IO.Path.Combine(Published, "DeliveryOtp.Benchmarks.Identity.dll");
        return await PeerProcess.StartAsync(
            database,
            ["dotnet", program, "--port", "0", "--accounts", accounts.ToString(CultureInfo.InvariantCulture)],
            ("ConnectionStrings__Peer", connection),
            cancel);
    }

    public Task<PeerProcess> StartForRaceAsync(BenchCluster cluster, string database, CancellationToken cancel) =>
        StartAsync(cluster, database, Race.Rounds, cancel);

    public IPeer Connect(HttpClient http) => new IdentityPeer(http);
}
