using System.Diagnostics;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>Measures who used how much CPU over a while: the service, PostgreSQL, and the tool that made the load.</summary>
internal sealed class ProcessMeter
{
    private readonly int _serviceId;
    private readonly int _postmasterId;

    private ProcessMeter(int serviceId, int postmasterId)
    {
        _serviceId = serviceId;
        _postmasterId = postmasterId;
    }

    public static async Task<ProcessMeter> CreateAsync(ServiceUnderTest service, BenchCluster cluster, CancellationToken cancel)
    {
        var backend = await cluster.ScalarAsync<int>("select pg_backend_pid()", cancel);
        var postmaster = ProcessStat.Read(backend)?.ParentId
            ?? throw new BenchmarkException("PostgreSQL's processes are not in /proc.");
        return new ProcessMeter(service.Id, postmaster);
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
            (after.Tools - before.Tools) / seconds));
    }

    public ProcessMemory ServiceMemory() => ProcessMemory.Read(_serviceId);

    private (double Service, double Postgres, double Tools) Read() => (
        ProcessStat.Read(_serviceId)?.OwnCpuS ?? throw new BenchmarkException("The service is gone."),
        Postgres(),
        ProcessStat.Read(Environment.ProcessId)!.EndedChildrenCpuS);

    /// <summary>A backend that ends between two readings leaves its time with the postmaster.</summary>
    private double Postgres()
    {
        var postmaster = ProcessStat.Read(_postmasterId) ?? throw new BenchmarkException("PostgreSQL is gone.");
        return postmaster.OwnCpuS + postmaster.EndedChildrenCpuS
            + ProcessStat.ChildrenOf(_postmasterId).Sum(backend => backend.OwnCpuS);
    }
}

/// <summary>In cores: 1 is one core, busy all the time.</summary>
internal sealed record CpuShares(double ServiceCores, double PostgresCores, double LoadCores);
