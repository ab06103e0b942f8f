using System.Globalization;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>A place as people say it.</summary>
internal static class PlaceWords
{
    private const double Kilometre = 1000;
    private const double TenKilometres = 10 * Kilometre;

    /// <summary>24 m ± 14, or 4.2 km ± 20 m; a dash without a fix.</summary>
    public static string Distance(StoredLocation location) => Distance(location.DistanceM, location.AccuracyM);

    /// <inheritdoc cref="Distance(StoredLocation)" />
    public static string Distance(double? distanceM, double? accuracyM) => (distanceM, accuracyM) switch
    {
        ({ } distance, { } accuracy) => $"{Length(distance)} ± {Length(accuracy)}",
        ({ } distance, null) => $"{Length(distance)}, accuracy unknown",
        (null, _) => "no fix",
    };

    /// <summary>18 m, 4.2 km, 120 km.</summary>
    public static string Length(double metres) => metres switch
    {
        < Kilometre => string.Create(CultureInfo.InvariantCulture, $"{metres:0} m"),
        < TenKilometres => string.Create(CultureInfo.InvariantCulture, $"{metres / Kilometre:0.0} km"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{metres / Kilometre:0} km"),
    };

    /// <summary>In the middle of a sentence.</summary>
    public static string Where(StoredLocation location) => location.Verdict switch
    {
        PlaceVerdict.Inside => "at the door",
        PlaceVerdict.Outside => $"{Length(location.DistanceM ?? 0)} away from the address",
        PlaceVerdict.Unverified => "at a place that could not be told",
    };

    /// <summary>Of the place gate (R10).</summary>
    public static string Verdict(PlaceVerdict verdict) => verdict switch
    {
        PlaceVerdict.Inside => "inside",
        PlaceVerdict.Outside => "outside",
        PlaceVerdict.Unverified => "unverified",
    };
}
