using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Disputes;

/// <summary>The accepted attempt, as the journal tells it. It never changes.</summary>
/// <param name="At">The server's clock.</param>
/// <param name="Visit">The number of the doorstep session in which it came; null: none was open, or the record is older than their numbers.</param>
/// <param name="Courier">Whose.</param>
/// <param name="Place">What the place gate said.</param>
/// <param name="DistanceM">From the door; null: no fix.</param>
/// <param name="AccuracyM">Of the fix; null: it did not say.</param>
public sealed record Acceptance(
    DateTimeOffset At,
    int? Visit,
    CourierId Courier,
    PlaceVerdict Place,
    double? DistanceM,
    double? AccuracyM);
