using System.Diagnostics;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Peers;

/// <summary>A peer as a process of its own, with workers of its own if it likes.</summary>
internal sealed class PeerProcess : IDisposable
{
    private const string StartWithLog = """log=$0; exec "$@" > "$log" 2>&1""";

    // What it says, followed by its address, once its tables are filled and it listens.
    private const string Ready = "ready ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;

    private PeerProcess(Process process) => _process = process;

    public Uri BaseUrl { get; private set; } = new("about:blank");

    public int Id => _process.Id;

    /// <param name="name">What its log is called.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="variable">Of the environment: where its database is.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<PeerProcess> StartAsync(
        string name, IEnumerable<string> command, (string Name, string Value) variable, CancellationToken cancel)
    {
        var log = BenchPaths.InOutput($"{name}.log");

        // The address that an earlier run left there would be taken for this one's.
        File.Delete(log);
        var start = new ProcessStartInfo("/bin/sh", ["-c", StartWithLog, log, .. command])
        {
            UseShellExecute = false,
            Environment = { [variable.Name] = variable.Value },
        };
        var peer = new PeerProcess(Process.Start(start)!);
        try
        {
            peer.BaseUrl = await peer.WaitUntilReadyAsync(log, cancel);
            return peer;
        }
        catch
        {
            peer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task<Uri> WaitUntilReadyAsync(string log, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience && !_process.HasExited)
        {
            if (File.Exists(log) && ReadUrl(await File.ReadAllTextAsync(log, cancel)) is { } url)
                return url;
            await Task.Delay(PollInterval, cancel);
        }

        throw new BenchmarkException($"The peer is not ready after {waited.Elapsed.TotalSeconds:F0} s: see {log}.");
    }

    /// <summary>Null: it has not said it yet. The last line may be half written.</summary>
    private static Uri? ReadUrl(string said)
    {
        var line = said.Split('\n')[..^1].FirstOrDefault(line => line.StartsWith(Ready, StringComparison.Ordinal));
        return line is null ? null : new Uri(line[Ready.Length..]);
    }
}
