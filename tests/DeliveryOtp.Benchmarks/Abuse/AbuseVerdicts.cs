using DeliveryOtp.Benchmarks.Abuse.Attacks;

namespace DeliveryOtp.Benchmarks.Abuse;

/// <summary>
/// Whether the others kept what they are promised. Their answers are held against the mean of both quiet runs; memory against what it was
/// before the attack, and at the end of all against the highest of the first quiet run.
/// </summary>
internal sealed class AbuseVerdicts(IReadOnlyList<Measurement> measured)
{
    public const double MostRatio = 2;
    public const double MostMib = 100;

    public double QuietP50Ms { get; } = QuietOf(measured).Average(quiet => quiet.Answers.P50);

    public double QuietP99Ms { get; } = QuietOf(measured).Average(quiet => quiet.Answers.P99);

    public double QuietMib { get; } = QuietOf(measured).First().Memory.MostMib;

    /// <summary>What all attacks, one after another, added to it.</summary>
    public double AddedByAllMib => measured.Max(one => one.Memory.MostMib) - QuietMib;

    public IEnumerable<Measurement> Attacks => measured.Where(one => one.Attack != Quiet.Title);

    public double RatioOf(Measurement one) => one.Answers.P99 / QuietP99Ms;

    public bool IsSlow(Measurement one) => RatioOf(one) > MostRatio;

    public static bool IsLarge(Measurement one) => one.Memory.AddedMib > MostMib;

    /// <summary>Also where a recipient did not see all of it.</summary>
    public static bool HasFailed(Measurement one) => one.Failed > 0 || one.Unseen > 0 || one.EndedStreams > 0;

    private static IEnumerable<Measurement> QuietOf(IEnumerable<Measurement> measured) => measured.Where(one => one.Attack == Quiet.Title);
}
