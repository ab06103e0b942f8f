namespace DeliveryOtp.Domain.Places;

/// <summary>R10: is the courier, by the evidence, at the destination?</summary>
public static class PlaceGate
{
    /// <summary>A fix further from now than this, to either side, says nothing about now.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(60);

    /// <summary>A fix less accurate than this says nothing about a door.</summary>
    public static readonly Metres WorstAccuracy = new(100);

    /// <summary>How much of the reported inaccuracy counts in the courier's favour.</summary>
    private static readonly Metres AccuracyAllowance = new(50);

    public static PlaceAssessment Assess(Position destination, Metres radius, Fix? fix, DateTimeOffset now)
    {
        if (fix is null)
            return new PlaceAssessment(PlaceVerdict.Unverified, Distance: null);
        var distance = fix.Position.DistanceTo(destination);
        return new PlaceAssessment(IsUsable(fix, now) ? Compare(distance, fix.Accuracy, radius) : PlaceVerdict.Unverified, distance);
    }

    /// <summary>A fix from the future is no better than an old one: both say that the device's clock can't be trusted.</summary>
    private static bool IsUsable(Fix fix, DateTimeOffset now) => !fix.IsMock && (now - fix.CapturedAt).Duration() <= FreshFor;

    /// <summary>Outside is what the whole circle of the fix says, however large it is.</summary>
    private static PlaceVerdict Compare(Metres distance, Metres? accuracy, Metres radius)
    {
        if (accuracy is not { } circle)
            return PlaceVerdict.Unverified;
        if (distance - circle > radius)
            return PlaceVerdict.Outside;
        var allowance = circle < AccuracyAllowance ? circle : AccuracyAllowance;
        return circle <= WorstAccuracy && distance <= radius + allowance ? PlaceVerdict.Inside : PlaceVerdict.Unverified;
    }
}

/// <summary>What the place gate found.</summary>
/// <param name="Verdict">Inside, outside, or neither can be said.</param>
/// <param name="Distance">From the fix to the destination; null without a fix.</param>
public sealed record PlaceAssessment(PlaceVerdict Verdict, Metres? Distance);

public enum PlaceVerdict
{
    /// <summary>At the door, as far as the fix can tell.</summary>
    Inside,

    /// <summary>Beyond the fence, whatever its accuracy.</summary>
    Outside,

    /// <summary>It proves neither.</summary>
    Unverified,
}
