using System.Runtime.InteropServices;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Reporting;

/// <summary>What the numbers were measured on.</summary>
internal sealed record Machine(
    string OperatingSystem,
    string Cpu,
    int Cores,
    string Runtime,
    string Postgres,
    DateTimeOffset MeasuredAt)
{
    private const string CpuModel = "model name";

    public static async Task<Machine> DescribeAsync(BenchCluster cluster, CancellationToken cancel) => new(
        RuntimeInformation.OSDescription,
        ReadCpu(),
        Environment.ProcessorCount,
        RuntimeInformation.FrameworkDescription,
        await cluster.ScalarAsync<string>("show server_version", cancel),
        TimeProvider.System.GetUtcNow());

    public override string ToString() => $"{Cores} cores of {Cpu}, {OperatingSystem}, PostgreSQL {Postgres}, {Runtime}";

    /// <summary>Not every architecture says it.</summary>
    private static string ReadCpu() => File.ReadLines("/proc/cpuinfo")
        .FirstOrDefault(line => line.StartsWith(CpuModel, StringComparison.Ordinal))?
        .Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
}
