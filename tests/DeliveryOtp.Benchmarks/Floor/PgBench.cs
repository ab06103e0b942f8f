using System.Globalization;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.LocalPostgres;

namespace DeliveryOtp.Benchmarks.Floor;

/// <summary>PostgreSQL's own load generator, beside the server on its Unix socket.</summary>
internal sealed class PgBench(BenchCluster cluster, string script, string role, string database)
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
                "-h", cluster.SocketDirectory, "-U", role, database,
            ],
            cancel);
        // The rate is the one "without initial connection time".
        return new PgBenchReport(
            (long)Read(output, "number of transactions actually processed: "),
            Read(output, "tps = "),
            Read(output, "latency average = "));
    }

    /// <summary>The number after a line's beginning.</summary>
    private static double Read(string output, string beginning)
    {
        var line = output.Split('\n').FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal))
            ?? throw new BenchmarkException($"pgbench does not say \"{beginning}\":\n{output}");
        return double.Parse(line[beginning.Length..].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How many transactions, how many a second, and what one takes.</summary>
internal sealed record PgBenchReport(long Transactions, double Tps, double LatencyAverageMs);
