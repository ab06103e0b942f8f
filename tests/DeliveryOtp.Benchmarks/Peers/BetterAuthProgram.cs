using System.Globalization;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Peers;

/// <summary>better-auth on Node.js, with a worker for each core.</summary>
internal sealed class BetterAuthProgram : IPeerProgram
{
    private static readonly string Sources = System.IO.Path.Combine(
        BenchPaths.Repository, "tests", "DeliveryOtp.Benchmarks", "Peers", "better-auth");

    // npm writes it when everything else is there.
    private static readonly string Installed = System.IO.Path.Combine(Sources, "node_modules", ".package-lock.json");

    public string Name => "better-auth";

    public string Script => "better-auth.lua";

    public string Path => "/api/auth/sign-in/email-otp";

    public async Task PrepareAsync(CancellationToken cancel)
    {
        if (!IsOnPath("node") || !IsOnPath("npm"))
            throw new BenchmarkException($"The peer {Name} needs Node.js 20 or newer, with npm: https://nodejs.org/en/download");
        if (File.Exists(Installed))
            return;

        Progress.Say($"Installing {Name} with npm (the first time only)...");
        await ExternalProgram.RunAsync("npm", ["ci", "--prefix", Sources], cancel);
    }

    public Task<PeerProcess> StartAsync(BenchCluster cluster, string database, long accounts, CancellationToken cancel) =>
        StartAsync(cluster, database, ["--accounts", accounts.ToString(CultureInfo.InvariantCulture)], cancel);

    public Task<PeerProcess> StartForRaceAsync(BenchCluster cluster, string database, CancellationToken cancel) =>
        StartAsync(
            cluster, database, ["--accounts", Race.Rounds.ToString(CultureInfo.InvariantCulture), "--race"], cancel);

    public IPeer Connect(HttpClient http) => new BetterAuthPeer(http);

    private static async Task<PeerProcess> StartAsync(
        BenchCluster cluster, string database, string[] options, CancellationToken cancel)
    {
        await cluster.CreateDatabaseAsync(database, cancel);
        var sockets = Uri.EscapeDataString(cluster.SocketDirectory);
        var url = $"postgres://{BenchCluster.SuperuserRole}@localhost/{database}?host={sockets}";
        var workers = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);
        return await PeerProcess.StartAsync(
            database,
            ["node", System.IO.Path.Combine(Sources, "server.mjs"), "--port", "0", "--workers", workers, .. options],
            ("PEER_DATABASE_URL", url),
            cancel);
    }

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator)
        .Any(directory => File.Exists(System.IO.Path.Combine(directory, program)));
}
