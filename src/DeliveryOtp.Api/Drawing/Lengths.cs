using System.Globalization;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Drawing;

/// <summary>Lengths as people say them: 24 m, 4.2 km, 1 240 km. The same in every language of the house but for the decimal sign.</summary>
public static class Lengths
{
    private const double KilometreM = 1000;
    private const double ShownWholeKm = 100;

    private static readonly NumberFormatInfo Spaced = new() { NumberGroupSeparator = "\u00a0" };

    public static string Of(Metres length)
    {
        var metres = Math.Round(length.Value, MidpointRounding.AwayFromZero);
        var kilometres = length.Value / KilometreM;
        if (metres < KilometreM)
            return string.Create(CultureInfo.InvariantCulture, $"{metres:0}\u00a0m");
        var format = kilometres < ShownWholeKm ? "0.0" : "#,0";
        return $"{kilometres.ToString(format, Spaced)}\u00a0km";
    }

    /// <summary>± 14 m; rounded up, since a circle that is too small would prove too much.</summary>
    public static string Around(Metres accuracy) => $"±\u00a0{Of(new Metres(Math.Ceiling(Math.Round(accuracy.Value, 1))))}";
}
