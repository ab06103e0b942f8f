using System.Collections.Concurrent;

namespace DeliveryOtp.Benchmarks.Abuse.Attacks;

/// <summary>Counts what happens on many connections at once.</summary>
internal sealed class Tally
{
    public const string Opened = "opened";
    public const string Refused = "not let in";
    public const string Cut = "cut off";

    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public void Count(string outcome) => _counts.AddOrUpdate(outcome, 1, (_, count) => count + 1);

    public AttackTraffic ToTraffic(TimeSpan elapsed) => new(
        _counts.GetValueOrDefault(Opened),
        elapsed.TotalSeconds,
        _counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal));
}
