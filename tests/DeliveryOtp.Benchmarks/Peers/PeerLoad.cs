using System.Collections.ObjectModel;
using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Peers;

/// <summary>A peer, and wrong codes for it: no two of its runs share an account, as no two of the service share a delivery.</summary>
internal sealed class PeerLoad : IDisposable
{
    private const string SharedScript = "wrong-codes.lua";

    private readonly IPeerProgram _program;
    private readonly PeerProcess _process;
    private readonly ProcessMeter _meter;
    private readonly DeliveryBlocks _blocks;

    private PeerLoad(IPeerProgram program, PeerProcess process, ProcessMeter meter, DeliveryBlocks blocks)
    {
        _program = program;
        _process = process;
        _meter = meter;
        _blocks = blocks;
    }

    public static async Task<PeerLoad> StartAsync(
        IPeerProgram program, BenchCluster cluster, string database, DeliveryRange accounts, CancellationToken cancel)
    {
        Progress.Say($"Starting {program.Name} with {Numbers.Whole(accounts.Count)} accounts...");
        var process = await program.StartAsync(cluster, database, accounts.Count, cancel);
        try
        {
            var meter = await ProcessMeter.CreateAsync(process.Id, cluster, cancel);
            return new PeerLoad(program, process, meter, new DeliveryBlocks(accounts));
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public async Task<MeasuredRun> RunAsync(int connections, int seconds, CancellationToken cancel)
    {
        var block = _blocks.Deal(connections, seconds);
        (string, object)[] options =
        [
            ("first", block.First),
            ("count", block.Count),
            ("threads", Wrk.ThreadsFor(connections)),
        ];
        var script = await Wrk.WriteScriptAsync(_program.Script, cancel, SharedScript);
        var url = new Uri(_process.BaseUrl, _program.Path);
        var (report, cpu) = await _meter.MeasureAsync(
            () => Wrk.RunAsync(script, url, connections, seconds, options, cancel));

        // The script looks at each answer; what a peer keeps in its tables is its own affair.
        return MeasuredRun.Of(_program.Name, report, cpu, recorded: ReadOnlyDictionary<string, long>.Empty);
    }

    public void Dispose() => _process.Dispose();
}
