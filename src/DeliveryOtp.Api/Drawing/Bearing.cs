using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Drawing;

/// <summary>Where things lie as seen from the door: which way, and how far along the ground.</summary>
/// <param name="Angle">Of the great circle at the door, in radians clockwise from north, −π…π.</param>
/// <param name="Distance">Along it.</param>
internal readonly record struct Bearing(double Angle, Metres Distance)
{
    /// <summary>
    /// Round a door, angle and distance are a plane: equal to an equirectangular one within 20 cm a kilometre below 60° of
    /// latitude, and right at the poles and across the 180th meridian, too.
    /// </summary>
    public static Bearing Of(Position from, Position to)
    {
        var φ1 = double.DegreesToRadians(from.Latitude);
        var φ2 = double.DegreesToRadians(to.Latitude);
        var Δλ = double.DegreesToRadians(to.Longitude - from.Longitude);
        var east = Math.Sin(Δλ) * Math.Cos(φ2);

        // cos φ₁ sin φ₂ − sin φ₁ cos φ₂ cos Δλ, so written that a step of millimetres isn't lost in the difference.
        var half = Math.Sin(Δλ / 2);
        var north = Math.Sin(φ2 - φ1) + (2 * Math.Sin(φ1) * Math.Cos(φ2) * half * half);
        return new Bearing(Math.Atan2(east, north), from.DistanceTo(to));
    }

    /// <summary>0 north, 1 north-east, … 7 north-west.</summary>
    public int Octant => ((int)Math.Round(Angle / (Math.PI / 4)) + 8) % 8;
}
