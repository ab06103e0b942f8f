namespace DeliveryOtp.Api.Drawing;

/// <summary>The few words that stand in the plan itself, for whoever draws it in another language.</summary>
/// <param name="Fence">What the fence's radius follows.</param>
/// <param name="Points">The eight points of the compass, short: north, north-east, … north-west. O is not the same everywhere.</param>
public sealed record PlanLabels(string Fence, IReadOnlyList<string> Points)
{
    public static PlanLabels English { get; } = new("fence", ["N", "NE", "E", "SE", "S", "SW", "W", "NW"]);
}
