using System.Buffers.Binary;
using System.Globalization;
using DeliveryOtp.Cli.Simulation.Assumed;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>
/// Chance that repeats itself: SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014, with the constants of S. Vigna's public-domain version). Good for simulations, not for secrets.
/// </summary>
/// <param name="seed">Decides all that is drawn.</param>
/// <param name="changed">The assumption that is another than usual; null: none is.</param>
internal sealed class Chance(ulong seed, ChangedAssumption? changed = null)
{
    private ulong _state = seed;

    /// <summary>A generator of its own for each path of numbers, so that no part of a run depends on how far another got.</summary>
    public static Chance Of(ulong seed, params ReadOnlySpan<int> path) => Of(seed, changed: null, path);

    public static Chance Of(ulong seed, ChangedAssumption? changed, params ReadOnlySpan<int> path)
    {
        var state = Mix(seed);
        foreach (var step in path)
            state = Mix(state ^ (ulong)step);
        return new Chance(state, changed);
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>0 ≤ u &lt; 1, in steps of 2⁻⁵³.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Happens(double probability) => Unit() < probability;

    public bool Happens(Assumption assumption) => Happens(ValueOf(assumption));

    /// <summary>What is assumed here.</summary>
    public double ValueOf(Assumption assumption) =>
        changed is not null && ReferenceEquals(assumption, changed.Assumption) ? assumption.Times(changed.Factor) : assumption.Value;

    /// <summary>One of what is assumed to be spread so.</summary>
    public double Draw(Assumption assumption) => LogNormal(ValueOf(assumption), assumption.Spread);

    /// <summary>One of a length of time that is assumed.</summary>
    public TimeSpan Lasts(Assumption assumption) => TimeSpan.FromSeconds(Draw(assumption));

    public double Between(double from, double to) => from + ((to - from) * Unit());

    /// <summary>0 … <paramref name="count"/> − 1; the bias of 2⁻⁴⁴ and less does not matter here.</summary>
    public int Below(int count) => (int)(((UInt128)Next() * (ulong)count) >> 64);

    /// <summary>Standard normal (Box–Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    public double LogNormal(double median, double spread) => median * Math.Exp(spread * Normal());

    public TimeSpan Seconds(double from, double to) => TimeSpan.FromSeconds(Between(from, to));

    public string Digits() => Below(1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>The same digits with one that was hit beside the right one.</summary>
    public string Mistyped(string code)
    {
        var digits = code.ToCharArray();
        var place = Below(digits.Length);
        digits[place] = (char)('0' + ((digits[place] - '0' + 1) % 10));
        return new string(digits);
    }

    public Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Next());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Next());
        return new Guid(bytes, bigEndian: true);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
