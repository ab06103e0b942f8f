using System.Collections.Concurrent;
using System.Diagnostics;

namespace DeliveryOtp.Benchmarks.Abuse.Attacks;

/// <summary>Counts what happens on many connections at once.</summary>
internal sealed class Tally
{
    public const string Opened = "opened";
    public const string Refused = "not let in";
    public const string Cut = "cut off";

    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Runs an attack for some seconds, and counts.</summary>
    /// <param name="seconds">After them its token is cancelled.</param>
    /// <param name="attack">Ends when it is.</param>
    /// <param name="cancel">Nobody wants the numbers any more.</param>
    public static async Task<AttackTraffic> OfAsync(int seconds, Func<Tally, CancellationToken, Task> attack, CancellationToken cancel)
    {
        var elapsed = Stopwatch.StartNew();
        var tally = new Tally();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        over.CancelAfter(TimeSpan.FromSeconds(seconds));
        await attack(tally, over.Token);
        cancel.ThrowIfCancellationRequested();
        return tally.ToTraffic(elapsed.Elapsed);
    }

    public void Count(string outcome) => _counts.AddOrUpdate(outcome, 1, (_, count) => count + 1);

    public AttackTraffic ToTraffic(TimeSpan elapsed) => new(
        _counts.GetValueOrDefault(Opened),
        elapsed.TotalSeconds,
        _counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal));
}
