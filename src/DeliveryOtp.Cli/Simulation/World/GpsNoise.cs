using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>How far off a receiver is, and how far off it believes to be.</summary>
internal static class GpsNoise
{
    /// <summary>Under open sky half of the fixes are nearer than what is assumed (8 m), and 95 of 100 nearer than so many times it (45 m).</summary>
    private const double Percentile95 = 45.0 / 8;

    private const double Normal95 = 1.6448536269514722;

    /// <summary>Receivers report a circle that holds about 68 % of their errors; with so many times their median it holds 72 %.</summary>
    private const double AccuracyOfError = 1.5;

    /// <summary>How much of the spread of errors the receiver knows of.</summary>
    private const double AccuracySpread = 0.8;

    private static readonly double Spread = Math.Log(Percentile95) / Normal95;

    private static readonly double UnknownSpread = Math.Sqrt((Spread * Spread) - (AccuracySpread * AccuracySpread));

    public static (double ErrorM, Metres Accuracy) OpenSky(Chance chance)
    {
        var accuracy = chance.LogNormal(AccuracyOfError * chance.ValueOf(Assumptions.GpsError), AccuracySpread);
        return (accuracy * chance.LogNormal(1 / AccuracyOfError, UnknownSpread), new Metres(accuracy));
    }

    /// <summary>With the usual 75 m: 30–120 m off, 20–150 m reported.</summary>
    public static (double ErrorM, Metres Accuracy) Canyon(Chance chance)
    {
        var scale = chance.ValueOf(Assumptions.CanyonError);
        return (scale * chance.Between(0.4, 1.6), new Metres(scale * chance.Between(20.0 / 75, 2)));
    }
}
