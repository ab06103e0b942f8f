using static System.FormattableString;

namespace DeliveryOtp.Api.Drawing;

/// <summary>What every plan has: the address, its fence, a scale and north.</summary>
internal static class Ground
{
    private const double TextSize = 14;
    private const double Corner = 14;
    private const double Tick = 5;

    public static IEnumerable<Shape> Of(Door door, PlanScale scale)
    {
        var (middle, side) = (PlanScale.Side / 2, PlanScale.Side);
        yield return new Block(Part.Sheet, default, side, side);
        yield return new Stroke(Part.CrossHair, new Point(middle, 0), new Point(middle, side));
        yield return new Stroke(Part.CrossHair, new Point(0, middle), new Point(side, middle));
        yield return new Ring(Part.Fence, PlanScale.Centre, door.Radius.Value * scale.UnitsPerMetre);
    }

    public static IEnumerable<Shape> House()
    {
        var (x, y) = PlanScale.Centre;
        yield return new Outline(
            Part.House,
            [new(x, y - 10), new(x + 10, y - 1), new(x + 7, y - 1), new(x + 7, y + 9), new(x - 7, y + 9), new(x - 7, y - 1), new(x - 10, y - 1)]);
    }

    /// <summary>In the lower right corner.</summary>
    public static (IReadOnlyList<Shape> Shapes, Box Room) ScaleBar(PlanScale scale)
    {
        var (right, y) = (PlanScale.Side - Corner, PlanScale.Side - Corner);
        var left = right - (scale.BarM * scale.UnitsPerMetre);
        return (
            [
                new Stroke(Part.ScaleBar, new Point(left, y), new Point(right, y)),
                new Stroke(Part.ScaleBar, new Point(left, y - Tick), new Point(left, y + Tick)),
                new Stroke(Part.ScaleBar, new Point(right, y - Tick), new Point(right, y + Tick)),
                new Caption(Part.Label, new Point((left + right) / 2, y - Tick - 3), Invariant($"{scale.BarM}\u00a0m"), Align.Middle, TextSize),
            ],
            new Box(Math.Min(left, right - 44) - 4, y - TextSize - Tick - 4, PlanScale.Side, PlanScale.Side));
    }

    /// <summary>In the upper right corner: an arrow and its letter.</summary>
    public static (IReadOnlyList<Shape> Shapes, Box Room) North(PlanLabels labels)
    {
        var x = PlanScale.Side - Corner - 2;
        return (
            [
                new Outline(Part.North, [new(x, 6), new(x + 5, 18), new(x, 15), new(x - 5, 18)]),
                new Caption(Part.Label, new Point(x, 32), labels.Points[0], Align.Middle, TextSize),
            ],
            new Box(x - 9, 0, PlanScale.Side, 37));
    }

    /// <summary>Where the fence's label may stand: outside along its line from the upper left, at last in the lower left corner.</summary>
    public static Caption[] FenceLabels(Door door, PlanScale scale, PlanLabels labels)
    {
        var text = $"{labels.Fence} {Lengths.Of(door.Radius)}";
        var radius = door.Radius.Value * scale.UnitsPerMetre;
        double[] turns = [-0.125, 0.375, -0.375, 0.125, -0.0625, 0.4375, -0.4375, 0.0625, -0.1875, 0.3125, -0.3125, 0.1875];
        return [.. turns.Select(turn => Beside(turn * 2 * Math.PI)), new(Part.Label, new Point(8, PlanScale.Side - 10), text, Align.Start, TextSize)];

        Caption Beside(double angle)
        {
            var foot = PlanScale.Centre.Towards(angle, radius + 8);
            var isBelow = Math.Cos(angle) < 0;
            return new Caption(
                new Look(Part.Label, Tone.Plain),
                foot with { Y = foot.Y + (isBelow ? TextSize * 0.8 : 0) },
                text,
                Math.Sin(angle) < 0 ? Align.End : Align.Start,
                TextSize);
        }
    }
}
