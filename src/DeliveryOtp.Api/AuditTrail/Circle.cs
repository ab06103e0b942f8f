using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>All points within a great-circle distance of one.</summary>
internal sealed record Circle(Position Centre, Metres Radius)
{
    /// <summary>A tenth of a metre at most, so that rounding never cuts off what the exact distance would keep.</summary>
    private const double MarginDegrees = 1e-6;

    /// <summary>The haversine of the radius, compared before it is turned into metres: sin² grows with the distance.</summary>
    public double GreatestHaversine { get; } = Math.Pow(Math.Sin(Radius.Value / (2 * Position.EarthRadiusMetres)), 2);

    /// <summary>A box that holds the circle.</summary>
    public GeoBox Box()
    {
        var angle = Radius.Value / Position.EarthRadiusMetres;
        var heightDegrees = double.RadiansToDegrees(angle) + MarginDegrees;
        var (south, north) = (Centre.Latitude - heightDegrees, Centre.Latitude + heightDegrees);

        // Round a pole, every longitude is near.
        if (south <= -90 || north >= 90)
            return new GeoBox(Math.Max(-90, south), Math.Min(90, north), [(-180, 180)]);

        var widthDegrees = double.RadiansToDegrees(Math.Asin(
            Math.Min(1, Math.Sin(angle) / Math.Cos(double.DegreesToRadians(Centre.Latitude))))) + MarginDegrees;
        var (west, east) = (Centre.Longitude - widthDegrees, Centre.Longitude + widthDegrees);
        return new GeoBox(south, north, (west, east) switch
        {
            ( < -180, _) => [(west + 360, 180), (-180, east)],
            (_, > 180) => [(west, 180), (-180, east - 360)],
            _ => [(west, east)],
        });
    }

    public IQueryable<JournalRow> Within(IQueryable<JournalRow> rows)
    {
        var (latitude, longitude) = (Centre.Latitude, Centre.Longitude);
        var cosine = Math.Cos(double.DegreesToRadians(latitude));
        var most = GreatestHaversine;
        return rows.Where(row =>
            Math.Pow(Math.Sin(double.DegreesToRadians(row.Latitude!.Value - latitude) / 2), 2)
            + (cosine
                * Math.Cos(double.DegreesToRadians(row.Latitude.Value))
                * Math.Pow(Math.Sin(double.DegreesToRadians(row.Longitude!.Value - longitude) / 2), 2))
            <= most);
    }
}
