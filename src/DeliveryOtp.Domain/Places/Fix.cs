namespace DeliveryOtp.Domain.Places;

/// <summary>Where a device says it is.</summary>
/// <param name="Position">The point.</param>
/// <param name="Accuracy">The radius within which the device believes to be; null: it did not say, and the fix proves nothing.</param>
/// <param name="CapturedAt">When the device took the fix, by its own clock.</param>
/// <param name="Provider">gps, network, fused, … as the platform names it.</param>
/// <param name="IsMock">The platform says that the fix was injected.</param>
/// <param name="AltitudeMetres">Above the ellipsoid.</param>
/// <param name="SpeedMetresPerSecond">Over ground.</param>
public sealed record Fix(
    Position Position,
    Metres? Accuracy,
    DateTimeOffset CapturedAt,
    string? Provider = null,
    bool IsMock = false,
    double? AltitudeMetres = null,
    double? SpeedMetresPerSecond = null);
