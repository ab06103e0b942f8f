using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Drawing;

/// <summary>How much of the world the plan shows: a few steps only, so that two plans are soon compared.</summary>
/// <param name="HalfWidthM">From the door to the edge of the sheet.</param>
internal sealed record PlanScale(double HalfWidthM)
{
    public const double Side = 400;

    /// <summary>A dot keeps so far from the edge that its number's disc is whole.</summary>
    public const double Margin = 12;

    /// <summary>The last one is for the widest fence that a policy allows.</summary>
    private static readonly double[] HalfWidthsM = [60, 80, 100, 125, 160, 200, 250, 320, 400, 500, 640, 800, 1000, 1250];

    private static readonly double[] BarsM = [500, 200, 100, 50, 20, 10];

    public static Point Centre { get; } = new(Side / 2, Side / 2);

    public double UnitsPerMetre => Side / 2 / HalfWidthM;

    /// <summary>The longest one under a quarter of the width.</summary>
    public double BarM => Array.Find(BarsM, length => length < HalfWidthM / 2);

    /// <summary>The smallest that holds the fence and all that happened near it; what is far or vague shrinks nothing.</summary>
    public static PlanScale Of(Metres radius, IEnumerable<LocatedEntry> located)
    {
        LocatedEntry[] near = [.. located.Where(entry => entry.IsNear(radius))];
        return HalfWidthsM.Select(half => new PlanScale(half)).FirstOrDefault(scale => scale.Holds(radius, near)) ?? new(HalfWidthsM[^1]);
    }

    public Point Place(Bearing bearing) => Centre.Towards(bearing.Angle, bearing.Distance.Value * UnitsPerMetre);

    /// <summary>Whether a mark at this place is wholly on the sheet.</summary>
    public static bool IsOnSheet(Point place) =>
        Math.Max(Math.Abs(place.X - Centre.X), Math.Abs(place.Y - Centre.Y)) <= (Side / 2) - Margin;

    private bool Holds(Metres radius, LocatedEntry[] near) =>
        radius.Value * 1.15 <= HalfWidthM && Array.TrueForAll(near, entry => Holds(Place(entry.Bearing), entry.Accuracy!.Value));

    private bool Holds(Point place, Metres accuracy) => IsOnSheet(place)
        && Math.Max(Math.Abs(place.X - Centre.X), Math.Abs(place.Y - Centre.Y)) + (accuracy.Value * UnitsPerMetre) <= Side / 2;
}
