using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>How far off a receiver is, and how far off it believes to be.</summary>
internal static class GpsNoise
{
    /// <summary>Under open sky half of the fixes are nearer than this.</summary>
    public const double MedianM = 8;

    /// <summary>And 95 of 100 nearer than this.</summary>
    public const double Percentile95M = 45;

    /// <summary>Doors between high walls.</summary>
    public const double Canyons = 0.05;

    /// <summary>Visits without any fix.</summary>
    public const double NoFix = 0.02;

    /// <summary>
    /// A phone that found no satellite when the courier arrived finds none minutes later every other time: stairwells stay
    /// stairwells. It is the difference between a hundredth and a fiftieth of honest hand-overs without any proof of place.
    /// </summary>
    public const double NoFixAgain = 0.5;

    /// <summary>With a fix at arrival, so that <see cref="NoFix"/> holds for all visits taken together.</summary>
    public const double NoFixAfterFix = NoFix * (1 - NoFixAgain) / (1 - NoFix);

    private const double Normal95 = 1.6448536269514722;

    /// <summary>Receivers report a circle that holds about 68 % of their errors; with this median it holds 72 %.</summary>
    private const double AccuracyMedianM = 12;

    /// <summary>How much of the spread of errors the receiver knows of.</summary>
    private const double AccuracySpread = 0.8;

    private static readonly double Spread = Math.Log(Percentile95M / MedianM) / Normal95;

    private static readonly double UnknownSpread = Math.Sqrt((Spread * Spread) - (AccuracySpread * AccuracySpread));

    public static (double ErrorM, Metres Accuracy) OpenSky(Chance chance)
    {
        var accuracy = chance.LogNormal(AccuracyMedianM, AccuracySpread);
        return (accuracy * chance.LogNormal(MedianM / AccuracyMedianM, UnknownSpread), new Metres(accuracy));
    }

    public static (double ErrorM, Metres Accuracy) Canyon(Chance chance) =>
        (chance.Between(30, 120), new Metres(chance.Between(20, 150)));
}
