namespace DeliveryOtp.Api.Drawing;

/// <summary>Where the number of a dot goes: onto it, or as near to it as there is room.</summary>
internal static class NumberPlacing
{
    private const double RingStep = 10;
    private const int Rings = 6;

    private static readonly double[] Directions = [.. Enumerable.Range(0, 8).Select(octant => octant * Math.PI / 4)];

    /// <summary>Null: there is no room, and the dot stays without.</summary>
    public static Point? Find(Sheet sheet, Point dot)
    {
        if (sheet.HasRoomFor(dot))
            return dot;

        var outwards = PlanScale.Centre.AngleTo(dot);
        double[] directions = [.. Directions.OrderBy(direction => Math.Abs(Math.IEEERemainder(direction - outwards, 2 * Math.PI)))];
        var places =
            from ring in Enumerable.Range(0, Rings)
            from direction in directions
            select dot.Towards(direction, Sheet.Apart + (ring * RingStep));
        return places.Cast<Point?>().FirstOrDefault(place => sheet.HasRoomFor(place!.Value));
    }
}
