namespace DeliveryOtp.Domain.Places;

/// <summary>A point on Earth in WGS 84 degrees: latitude −90…90, longitude −180…180.</summary>
public readonly record struct Position(double Latitude, double Longitude)
{
    /// <summary>IUGG mean radius R₁.</summary>
    public const double EarthRadiusMetres = 6_371_008.8;

    /// <summary>Great-circle distance (haversine).</summary>
    public Metres DistanceTo(Position other)
    {
        var φ1 = double.DegreesToRadians(Latitude);
        var φ2 = double.DegreesToRadians(other.Latitude);
        var sinΔφ = Math.Sin((φ2 - φ1) / 2);
        var sinΔλ = Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2);
        var h = (sinΔφ * sinΔφ) + (Math.Cos(φ1) * Math.Cos(φ2) * sinΔλ * sinΔλ);
        return new Metres(2 * EarthRadiusMetres * Math.Asin(Math.Sqrt(Math.Min(1, h))));
    }
}

/// <summary>A length.</summary>
public readonly record struct Metres(double Value) : IComparable<Metres>
{
    public int CompareTo(Metres other) => Value.CompareTo(other.Value);

    public static Metres operator +(Metres left, Metres right) => new(left.Value + right.Value);

    public static Metres operator -(Metres left, Metres right) => new(left.Value - right.Value);

    public static bool operator <(Metres left, Metres right) => left.Value < right.Value;

    public static bool operator >(Metres left, Metres right) => left.Value > right.Value;

    public static bool operator <=(Metres left, Metres right) => left.Value <= right.Value;

    public static bool operator >=(Metres left, Metres right) => left.Value >= right.Value;
}
