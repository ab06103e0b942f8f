namespace DeliveryOtp.Api.Drawing;

/// <summary>What lies beyond the sheet stands on its rim, in its direction.</summary>
internal static class RimPlacing
{
    /// <summary>Of a disc's middle from the edge: the pointer goes between.</summary>
    private const double Inset = 20;

    private const double HalfSide = (PlanScale.Side / 2) - Inset;
    private const double Perimeter = 8 * HalfSide;
    private const double Step = 4;

    /// <summary>Further along the rim, a marker would tell another direction.</summary>
    private const double LongestSlide = 56;

    /// <summary>Null: there is no room near its direction.</summary>
    public static Point? Find(Sheet sheet, double angle)
    {
        var own = Along(angle);
        for (var slide = 0.0; slide <= LongestSlide; slide += Step)
        {
            if (sheet.HasRoomFor(At(own + slide)))
                return At(own + slide);
            if (sheet.HasRoomFor(At(own - slide)))
                return At(own - slide);
        }

        return null;
    }

    /// <summary>A triangle that points out of the sheet.</summary>
    /// <param name="from">Its marker's place.</param>
    /// <param name="angle">The direction.</param>
    public static IReadOnlyList<Point> Pointer(Point from, double angle)
    {
        var foot = from.Towards(angle, Sheet.DiscRadius + 1);
        return [from.Towards(angle, Sheet.DiscRadius + 7), foot.Towards(angle + (Math.PI / 2), 5), foot.Towards(angle - (Math.PI / 2), 5)];
    }

    public static Point On(double angle) => At(Along(angle));

    /// <summary>How far along the rim a direction meets it, from the middle of the upper side clockwise.</summary>
    private static double Along(double angle)
    {
        var quarter = Math.Round(angle / (Math.PI / 2));
        return (quarter * 2 * HalfSide) + (HalfSide * Math.Tan(angle - (quarter * Math.PI / 2)));
    }

    private static Point At(double along)
    {
        var round = ((along % Perimeter) + Perimeter) % Perimeter;
        var quarter = (int)((round + HalfSide) / (2 * HalfSide)) % 4;
        var aside = round - (quarter * 2 * HalfSide);
        if (aside > HalfSide)
            aside -= Perimeter;
        var (sin, cos) = Math.SinCos(quarter * Math.PI / 2);
        return new Point(
            PlanScale.Centre.X + (HalfSide * sin) + (aside * cos),
            PlanScale.Centre.Y - (HalfSide * cos) + (aside * sin));
    }
}
