using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>Where it all happens: a square of a city, flat enough for plane geometry.</summary>
internal static class City
{
    public static readonly Position Centre = new(48.85661, 2.35222);

    /// <summary>From the centre to an edge.</summary>
    private const double HalfWidthM = 6000;

    private const double MetresPerDegree = Position.EarthRadiusMetres * Math.PI / 180;

    public static Position Move(this Position from, double eastM, double northM) => new(
        from.Latitude + (northM / MetresPerDegree),
        from.Longitude + (eastM / (MetresPerDegree * Math.Cos(double.DegreesToRadians(from.Latitude)))));

    /// <summary>So far away, in any direction.</summary>
    public static Position Away(this Position from, double metres, Chance chance)
    {
        var bearing = chance.Between(0, 2 * Math.PI);
        return from.Move(metres * Math.Sin(bearing), metres * Math.Cos(bearing));
    }

    public static Position Anywhere(Chance chance) =>
        Centre.Move(chance.Between(-HalfWidthM, HalfWidthM), chance.Between(-HalfWidthM, HalfWidthM));

    public static Door AnyDoor(Chance chance) => Door.At(Anywhere(chance), chance);

    /// <summary>The next door of a route: 150–1500 m on, and never out of the city.</summary>
    public static Door NextDoor(Position from, Chance chance)
    {
        var next = from.Away(chance.Between(150, 1500), chance);
        return next.DistanceTo(Centre).Value > HalfWidthM * 1.4 ? AnyDoor(chance) : Door.At(next, chance);
    }
}

/// <summary>An address.</summary>
/// <param name="Position">Where it is.</param>
/// <param name="IsCanyon">High walls mirror the satellites there.</param>
internal sealed record Door(Position Position, bool IsCanyon)
{
    public static Door At(Position position, Chance chance) => new(position, chance.Happens(Assumptions.Canyons));
}
