using System.Globalization;
using System.Text.RegularExpressions;
using DeliveryOtp.Api.Sandbox;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.LocalPostgres;

namespace DeliveryOtp.Benchmarks.Floor;

/// <summary>PostgreSQL's own load generator, beside the server on its Unix socket, as the service's role.</summary>
internal sealed partial class PgBench(BenchCluster cluster, string script)
{
    private const int MostThreads = 2;

    private readonly string _program = Path.Combine(ServerBinaries.Find(ServerBinaries.SearchPath()).Directory, "pgbench");

    public async Task<PgBenchReport> RunAsync(int clients, int seconds, CancellationToken cancel)
    {
        var output = await ExternalProgram.RunAsync(
            _program,
            [
                "-n", "-M", "prepared", "-f", script, "-D", "visit=0",
                "-c", Text(clients), "-j", Text(Math.Min(clients, MostThreads)), "-T", Text(seconds),
                "-h", cluster.SocketDirectory, "-U", SandboxDatabase.ServiceRole, SandboxDatabase.Name,
            ],
            cancel);
        return new PgBenchReport(Read(Tps(), output), Read(LatencyAverage(), output));
    }

    private static double Read(Regex pattern, string output) => pattern.Match(output) is { Success: true } match
        ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : throw new BenchmarkException($"pgbench gave no numbers:\n{output}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^tps = ([0-9.]+) \(without initial connection time\)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tps();

    [GeneratedRegex(@"^latency average = ([0-9.]+) ms", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LatencyAverage();
}

/// <summary>Transactions a second, and what one takes.</summary>
internal sealed record PgBenchReport(double Tps, double LatencyAverageMs);
