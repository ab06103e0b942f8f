using System.Diagnostics;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>
/// A durable PostgreSQL that a test crashes, freezes and brings back. Its socket has another directory at each start, so
/// clients come through a link.
/// </summary>
internal sealed class StoppableServer : IDisposable
{
    private readonly string _directory = TestCluster.NewDirectory();
    private readonly string _link = $"/tmp/deliveryotp-link-{Guid.NewGuid():N}";
    private TestCluster? _cluster;

    private StoppableServer()
    {
    }

    public TestDatabase Database { get; private set; } = null!;

    public static async Task<StoppableServer> StartAsync()
    {
        var server = new StoppableServer();
        await server.StartAgainAsync();
        var database = await server._cluster!.CreateDatabaseAsync();
        string ThroughLink(string connection) =>
            connection.Replace(database.SocketDirectory, server._link, StringComparison.Ordinal);
        server.Database = database with
        {
            Service = ThroughLink(database.Service),
            Owner = ThroughLink(database.Owner),
            Superuser = ThroughLink(database.Superuser),
            SocketDirectory = server._link,
        };
        return server;
    }

    public async Task StartAgainAsync()
    {
        _cluster = await TestCluster.StartAsync(durable: true, _directory);
        File.Delete(_link);
        File.CreateSymbolicLink(_link, _cluster.Server.SocketDirectory);
    }

    /// <summary>SIGQUIT, as `pg_ctl stop -m immediate`: nothing is flushed, the next start recovers from the log.</summary>
    public async Task CrashAsync()
    {
        var postmaster = Postmaster();
        Signal("QUIT", postmaster);
        while (Directory.Exists($"/proc/{postmaster}"))
            await Task.Delay(5);
        _cluster!.Server.Dispose();
        _cluster = null;
    }

    /// <summary>SIGSTOP: sockets stay open and the kernel goes on accepting; nobody answers.</summary>
    public void Freeze() => SignalAll("STOP");

    public void Thaw() => SignalAll("CONT");

    public void Dispose()
    {
        if (_cluster is not null)
        {
            Thaw();
            _cluster.Server.Dispose();
        }

        File.Delete(_link);
        Directory.Delete(_directory, recursive: true);
    }

    private string Postmaster() =>
        File.ReadLines(Path.Combine(_cluster!.Server.DataDirectory, "data", "postmaster.pid")).First();

    /// <summary>The postmaster first: it makes no more children while they are stopped.</summary>
    private void SignalAll(string signal)
    {
        var postmaster = Postmaster();
        Signal(signal, postmaster);
        using var find = Process.Start(new ProcessStartInfo("pgrep", ["-P", postmaster])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        Signal(signal, find.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Signal(string signal, params string[] processes)
    {
        // A child may end before its turn comes; that is not a failure.
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-s", signal, .. processes])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        kill.WaitForExit();
    }
}
