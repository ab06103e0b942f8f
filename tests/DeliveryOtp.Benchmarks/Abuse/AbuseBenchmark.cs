using DeliveryOtp.Benchmarks.Abuse.Attacks;
using DeliveryOtp.Benchmarks.Audit;
using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Abuse;

/// <summary>
/// What others notice while one caller floods the service, with the budgets that production has (R21). Before and after all attacks
/// nobody attacks: that is what the others' answers are held against.
/// </summary>
internal sealed class AbuseBenchmark(BenchSetup setup, IReadOnlyCollection<string> names, AbuseOptions options)
{
    private const int MostWarmUpSeconds = 10;

    /// <summary>Beside the busy delivery's: what is exported fits into no buffer.</summary>
    private const int ExportedAttempts = 10_000;

    private readonly List<Measurement> _measured = [];

    public async Task RunAsync(TextWriter output, CancellationToken cancel)
    {
        var journal = await JournalFill.CreateAsync(setup, cancel);
        await journal.FillAsync(ExportedAttempts, cancel);
        await setup.RestartServiceAsync(cancel);
        var meter = await AbuseMeter.CreateAsync(setup, cancel);
        Progress.Say("Warming up...");
        await meter.MeasureAsync(new Quiet(Math.Min(options.Seconds, MostWarmUpSeconds)), cancel);

        var quiet = new Quiet(options.Seconds);
        foreach (var attack in (IAttack[])[quiet, .. AllAttacks.Choose(names, options), quiet])
        {
            var measured = await meter.MeasureAsync(attack, cancel);
            Progress.Say($"  {measured.Attack}: p99 {Numbers.Decimal(measured.Answers.P99)} ms, {measured.Failed} failed");
            _measured.Add(measured);
        }

        await AbuseReport.WriteAsync(setup, _measured, options, output, cancel);
    }
}
