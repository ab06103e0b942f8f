using System.Diagnostics;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>Measures who used how much CPU over a while: a server, PostgreSQL, and the tool that made the load.</summary>
internal sealed class ProcessMeter
{
    private readonly int _serverId;
    private readonly int _postmasterId;

    private ProcessMeter(int serverId, int postmasterId)
    {
        _serverId = serverId;
        _postmasterId = postmasterId;
    }

    public static Task<ProcessMeter> CreateAsync(ServiceUnderTest service, BenchCluster cluster, CancellationToken cancel) =>
        CreateAsync(service.Id, cluster, cancel);

    public static async Task<ProcessMeter> CreateAsync(int serverId, BenchCluster cluster, CancellationToken cancel)
    {
        var backend = await cluster.ScalarAsync<int>("select pg_backend_pid()", cancel);
        var postmaster = ProcessStat.Read(backend)?.ParentId
            ?? throw new BenchmarkException("PostgreSQL's processes are not in /proc.");
        return new ProcessMeter(serverId, postmaster);
    }

    /// <summary>Runs a piece of work that starts its tool itself and waits for its end.</summary>
    public async Task<(T Result, CpuShares Cpu)> MeasureAsync<T>(Func<Task<T>> work)
    {
        var before = Read();
        var elapsed = Stopwatch.StartNew();
        var result = await work();
        var after = Read();
        var seconds = elapsed.Elapsed.TotalSeconds;
        return (result, new CpuShares(
            (after.Service - before.Service) / seconds,
            (after.Postgres - before.Postgres) / seconds,
            (after.Tools - before.Tools) / seconds,
            seconds));
    }

    public ProcessMemory ServiceMemory() => ProcessMemory.Read(_serverId);

    private (double Service, double Postgres, double Tools) Read() => (
        CpuOf(_serverId, "The server"),
        CpuOf(_postmasterId, "PostgreSQL"),
        ProcessStat.Read(Environment.ProcessId)!.EndedChildrenCpuS);

    /// <summary>With its workers or backends: one that ends between two readings leaves its time with its parent.</summary>
    private static double CpuOf(int id, string name)
    {
        var parent = ProcessStat.Read(id) ?? throw new BenchmarkException($"{name} is gone.");
        return parent.OwnCpuS + parent.EndedChildrenCpuS + ProcessStat.ChildrenOf(id).Sum(child => child.OwnCpuS);
    }
}

/// <summary>In cores: 1 is one core, busy all the time.</summary>
internal sealed record CpuShares(double ServiceCores, double PostgresCores, double LoadCores, double ElapsedS)
{
    private const double UsPerS = 1e6;

    public double ServerUsFor(long requests) => ServiceCores * ElapsedS * UsPerS / requests;

    public double PostgresUsFor(long requests) => PostgresCores * ElapsedS * UsPerS / requests;
}
