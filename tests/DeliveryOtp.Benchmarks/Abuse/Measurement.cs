using DeliveryOtp.Benchmarks.Abuse.Attacks;
using DeliveryOtp.Benchmarks.Abuse.Victims;
using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Abuse;

/// <summary>What the others got during an attack, and what it took of the machine.</summary>
/// <param name="Attack">Which one.</param>
/// <param name="Answers">How long the victim waited for its answers.</param>
/// <param name="ByKind">The same, by what it asked.</param>
/// <param name="Failures">Its requests that got another answer than the one that was due, or none.</param>
/// <param name="Lag">From a courier's answer to the recipient's stream.</param>
/// <param name="Unseen">Attempts that never came there.</param>
/// <param name="EndedStreams">Of the victim's recipients.</param>
/// <param name="MostLateMs">How late a request of the victim ever left: this program's own delay.</param>
/// <param name="MostBehind">Entries of the journal that a reader had not dealt with, at most.</param>
/// <param name="CalmAfterS">How long readers took to get to the end afterwards.</param>
/// <param name="Memory">Of the service.</param>
/// <param name="Database">What was done to it, until all was calm.</param>
/// <param name="Cpu">Who worked how much during the attack.</param>
/// <param name="OtherCores">What everything else on the machine used, its host included.</param>
/// <param name="Traffic">The attacker's.</param>
internal sealed record Measurement(
    string Attack,
    Latency Answers,
    IReadOnlyDictionary<RequestKind, Latency> ByKind,
    IReadOnlyDictionary<string, int> Failures,
    Latency Lag,
    int Unseen,
    int EndedStreams,
    double MostLateMs,
    double MostBehind,
    double CalmAfterS,
    MemoryUse Memory,
    DatabaseUse Database,
    CpuShares Cpu,
    double OtherCores,
    AttackTraffic Traffic)
{
    /// <summary>Requests of the victim that failed.</summary>
    public int Failed => Failures.Values.Sum();
}

/// <summary>In MiB.</summary>
/// <param name="BeforeMib">The attack.</param>
/// <param name="MostMib">From its beginning until all was calm.</param>
/// <param name="AfterMib">Then.</param>
internal sealed record MemoryUse(double BeforeMib, double MostMib, double AfterMib)
{
    public double AddedMib => MostMib - BeforeMib;
}

/// <summary>In milliseconds.</summary>
internal sealed record Latency(double P50, double P99, double Max, int Count)
{
    /// <exception cref="BenchmarkException">There is nothing to sum up.</exception>
    public static Latency Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? throw new BenchmarkException("Nothing was measured.")
            : new(Spread.Percentile(sorted, 0.5), Spread.Percentile(sorted, 0.99), sorted[^1], sorted.Length);
    }
}
