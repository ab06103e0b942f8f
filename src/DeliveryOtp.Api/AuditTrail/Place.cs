using System.Globalization;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>A point in a query string.</summary>
internal static class Place
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>`latitude,longitude`.</summary>
    public static bool TryParse(string text, out Position position)
    {
        position = default;
        var parts = text.Split(',');
        if (parts.Length != 2
            || !double.TryParse(parts[0], Decimal, CultureInfo.InvariantCulture, out var latitude)
            || !double.TryParse(parts[1], Decimal, CultureInfo.InvariantCulture, out var longitude)
            || !(Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180))
        {
            return false;
        }

        position = new Position(latitude, longitude);
        return true;
    }
}
