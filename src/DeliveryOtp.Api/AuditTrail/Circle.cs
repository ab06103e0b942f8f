using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>All points within a great-circle distance of one.</summary>
internal sealed record Circle(Position Centre, Metres Radius)
{
    /// <summary>A tenth of a metre at most, so that rounding never cuts off what the exact distance would keep.</summary>
    private const double MarginDegrees = 1e-6;

    /// <summary>
    /// First a box, which an index on latitude and longitude serves; then the exact distance. Both in SQL: what is dropped
    /// after the database has counted a page leaves a hole in it.
    /// </summary>
    public IQueryable<JournalRow> Around(IQueryable<JournalRow> rows) => WithinDistance(WithinBox(rows));

    private IQueryable<JournalRow> WithinBox(IQueryable<JournalRow> rows)
    {
        var angle = Radius.Value / Position.EarthRadiusMetres;
        var heightDegrees = double.RadiansToDegrees(angle) + MarginDegrees;
        var (south, north) = (Centre.Latitude - heightDegrees, Centre.Latitude + heightDegrees);
        rows = rows.Where(row => row.Latitude >= south && row.Latitude <= north);

        // Round a pole, every longitude is near.
        if (south <= -90 || north >= 90)
            return rows;

        var widthDegrees = double.RadiansToDegrees(Math.Asin(
            Math.Min(1, Math.Sin(angle) / Math.Cos(double.DegreesToRadians(Centre.Latitude))))) + MarginDegrees;
        var (west, east) = (Centre.Longitude - widthDegrees, Centre.Longitude + widthDegrees);
        if (west >= -180 && east <= 180)
            return rows.Where(row => row.Longitude >= west && row.Longitude <= east);

        // Across the antimeridian the box is in two parts.
        var (easternPart, westernPart) = west < -180 ? (west + 360, east) : (west, east - 360);
        return rows.Where(row => row.Longitude >= easternPart || row.Longitude <= westernPart);
    }

    /// <summary>The haversine, compared before it is turned into metres: sin² grows with the distance.</summary>
    private IQueryable<JournalRow> WithinDistance(IQueryable<JournalRow> rows)
    {
        var (latitude, longitude) = (Centre.Latitude, Centre.Longitude);
        var cosine = Math.Cos(double.DegreesToRadians(latitude));
        var most = Math.Pow(Math.Sin(Radius.Value / (2 * Position.EarthRadiusMetres)), 2);
        return rows.Where(row =>
            Math.Pow(Math.Sin(double.DegreesToRadians(row.Latitude!.Value - latitude) / 2), 2)
            + (cosine
                * Math.Cos(double.DegreesToRadians(row.Latitude.Value))
                * Math.Pow(Math.Sin(double.DegreesToRadians(row.Longitude!.Value - longitude) / 2), 2))
            <= most);
    }
}
