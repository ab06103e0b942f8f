using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Load;

/// <summary>Deals the seeded deliveries out to the runs: each is at one run's doors only.</summary>
internal sealed class DeliveryBlocks(DeliveryRange deliveries)
{
    private const int AttemptsPerDelivery = 3;

    // Far more than one core can do, so that no run is out of deliveries before its time is up.
    private const int AttemptsPerSecondPerCore = 4_000;
    private const int AttemptsPerSecondPerConnection = 1_500;

    // A prime: its multiples visit every delivery before the first one again.
    private const long ScatterPrime = 2_654_435_761;

    private long _dealt;

    public DeliveryRange All => deliveries;

    /// <summary>Position k of a block is the delivery (k × this) mod the number of deliveries.</summary>
    public long Step { get; } = ScatterPrime % deliveries.Count;

    /// <summary>How many deliveries a run needs at most.</summary>
    public static long Need(int connections, int seconds)
    {
        var rate = Math.Min(
            AttemptsPerSecondPerCore * Environment.ProcessorCount, AttemptsPerSecondPerConnection * connections);
        return (long)rate * seconds / AttemptsPerDelivery;
    }

    /// <summary>Positions, not indexes.</summary>
    public DeliveryRange Deal(int connections, int seconds)
    {
        var block = new DeliveryRange(_dealt, Need(connections, seconds));
        if (block.End > deliveries.Count)
            throw new BenchmarkException("Too few deliveries were seeded for all the runs.");
        _dealt = block.End;
        return block;
    }
}
