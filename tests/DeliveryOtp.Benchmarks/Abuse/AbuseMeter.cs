using System.Diagnostics;
using DeliveryOtp.Benchmarks.Abuse.Attacks;
using DeliveryOtp.Benchmarks.Abuse.Victims;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Abuse;

/// <summary>Measures what a victim gets while somebody attacks.</summary>
internal sealed class AbuseMeter(BenchSetup setup, Victim victim, ProcessMeter processes)
{
    /// <summary>How long the last events are waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Calm _calm = new(setup.Cluster);

    public static async Task<AbuseMeter> CreateAsync(BenchSetup setup, CancellationToken cancel) => new(
        setup, await Victim.CreateAsync(setup, cancel), await ProcessMeter.CreateAsync(setup.Service, setup.Cluster, cancel));

    public async Task<Measurement> MeasureAsync(IAttack attack, CancellationToken cancel)
    {
        var attacker = await Attacker.CreateAsync(setup, cancel);
        var deliveries = await victim.IssueAsync(cancel);
        using var streams = await VictimStreams.OpenAsync(victim.BaseUrl, deliveries, cancel);
        using var load = new VictimLoad(victim, deliveries, streams);
        await setup.Cluster.CheckpointAsync(cancel);
        await _calm.WaitAsync(cancel);

        var database = await DatabaseUse.ReadAsync(setup.Cluster, cancel);
        var before = processes.ServiceMemory().ResidentMib;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var most = Highest.MemoryOfAsync(setup.Service.Id, ended.Token);
        var behind = Highest.OfAsync(() => _calm.BehindAsync(cancel), ended.Token);
        var (traffic, cpu, otherCores) = await RunAsync(attack, attacker, load, cancel);
        await streams.SettleAsync(Patience, cancel);
        var calmAfter = await _calm.WaitAsync(cancel);
        await ended.CancelAsync();
        return new Measurement(
            attack.Name,
            Latency.Of(load.Answers.Select(answer => answer.Ms)),
            load.Answers.GroupBy(answer => answer.Kind).ToDictionary(kind => kind.Key, kind => Latency.Of(kind.Select(answer => answer.Ms))),
            load.Answers.Select(answer => answer.Failure).OfType<string>().CountBy(failure => failure, StringComparer.Ordinal)
                .ToDictionary(StringComparer.Ordinal),
            Latency.Of(streams.LagsMs),
            streams.Unseen,
            streams.Ended,
            load.MostLateMs,
            await behind,
            calmAfter.TotalSeconds,
            new MemoryUse(before, await most, processes.ServiceMemory().ResidentMib),
            (await DatabaseUse.ReadAsync(setup.Cluster, cancel)).Since(database),
            cpu,
            otherCores,
            traffic);
    }

    private async Task<(AttackTraffic Traffic, CpuShares Cpu, double OtherCores)> RunAsync(
        IAttack attack, Attacker attacker, VictimLoad load, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var self = Process.GetCurrentProcess();
        var (allBefore, ownBefore) = (MachineCpu.BusyS(), self.TotalProcessorTime);
        var (traffic, cpu) = await processes.MeasureAsync(async () =>
        {
            try
            {
                var attacking = attack.RunAsync(attacker, over.Token);
                await load.AskAsync(attacking, cancel);
                return await attacking;
            }
            finally
            {
                // A victim that could not go on ends the attack, too.
                await over.CancelAsync();
            }
        });
        self.Refresh();
        var otherS = MachineCpu.BusyS() - allBefore - (self.TotalProcessorTime - ownBefore).TotalSeconds;
        return (traffic, cpu, (otherS / cpu.ElapsedS) - cpu.ServiceCores - cpu.PostgresCores - cpu.LoadCores);
    }
}
