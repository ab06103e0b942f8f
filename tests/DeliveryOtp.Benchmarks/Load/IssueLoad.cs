using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Load;

/// <summary>A retailer that creates deliveries, on a number of connections.</summary>
internal sealed class IssueLoad(BenchSetup setup, ProcessMeter meter)
{
    private readonly JournalCheck _check = new(setup.Cluster, setup.Tenant);
    private int _runs;

    public async Task<MeasuredRun> RunAsync(string line, int connections, int seconds, CancellationToken cancel)
    {
        (string, object)[] options =
        [
            ("body", await RequestBody.WriteAsync("delivery.json", cancel)),
            ("key", setup.Tenant.RetailerKey),
            ("run", ++_runs),
        ];
        var script = await Wrk.WriteScriptAsync("issue.lua", cancel);
        var since = TimeProvider.System.GetUtcNow();
        var (report, cpu) = await meter.MeasureAsync(
            () => Wrk.RunAsync(script, setup.Service.BaseUrl, connections, seconds, options, cancel));
        return MeasuredRun.Of(line, report.Complete(), cpu, await _check.IssuedAsync(since, report.Requests, connections, cancel));
    }
}
