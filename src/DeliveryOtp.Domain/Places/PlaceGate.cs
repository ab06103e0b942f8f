namespace DeliveryOtp.Domain.Places;

/// <summary>R10: is the courier, by the evidence, at the destination?</summary>
public static class PlaceGate
{
    /// <summary>A fix older than this says nothing about now.</summary>
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
        var isUsable = !fix.IsMock && now - fix.CapturedAt <= FreshFor;
        var verdict = fix.Accuracy switch
        {
            { } accuracy when isUsable && accuracy <= WorstAccuracy => Compare(distance, accuracy, radius),
            _ => PlaceVerdict.Unverified,
        };
        return new PlaceAssessment(verdict, distance);
    }

    private static PlaceVerdict Compare(Metres distance, Metres accuracy, Metres radius)
    {
        var allowance = accuracy < AccuracyAllowance ? accuracy : AccuracyAllowance;
        if (distance <= radius + allowance)
            return PlaceVerdict.Inside;
        return distance - accuracy > radius ? PlaceVerdict.Outside : PlaceVerdict.Unverified;
    }
}

/// <summary>What the place gate found.</summary>
/// <param name="Verdict">Inside, outside, or neither can be said.</param>
/// <param name="Distance">From the fix to the destination; null without a fix.</param>
public sealed record PlaceAssessment(PlaceVerdict Verdict, Metres? Distance);

public enum PlaceVerdict
{
    Inside,
    Outside,
    Unverified,
}
