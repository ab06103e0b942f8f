using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Drawing;

/// <summary>The door, and how far round it a code may be entered.</summary>
/// <param name="Destination">Of the delivery.</param>
/// <param name="Radius">Of the geofence, 50–1000 m (R10).</param>
public sealed record Door(Position Destination, Metres Radius);

/// <summary>An arrival or attempt, as the plan and its table show it.</summary>
/// <param name="Number">1 or more: the number that the page gives to it, ascending in time.</param>
/// <param name="Sequence">Of its journal entry, which the number leads to.</param>
/// <param name="Kind">What the mark looks like.</param>
/// <param name="What">What came of it, in a word or two.</param>
/// <param name="At">The server's clock.</param>
/// <param name="Verdict">What the place gate said (R10).</param>
/// <param name="Fix">Null: there was none, or its place was erased.</param>
/// <param name="ErasedAt">When its place was erased; null: it was not.</param>
public sealed record PlanEntry(
    int Number,
    int Sequence,
    MarkKind Kind,
    string What,
    DateTimeOffset At,
    PlaceVerdict Verdict,
    PlanFix? Fix,
    DateTimeOffset? ErasedAt = null);

/// <summary>Where a device said it was.</summary>
/// <param name="Position">The point.</param>
/// <param name="Accuracy">The radius within which the device believed to be; null: it did not say.</param>
/// <param name="IsMock">The platform said that the fix was injected.</param>
/// <param name="IsStale">Too old, or from the future (R10).</param>
public sealed record PlanFix(Position Position, Metres? Accuracy, bool IsMock = false, bool IsStale = false);

public enum MarkKind
{
    /// <summary>An arrival that opened a visit.</summary>
    Opened,

    /// <summary>The attempt that was accepted.</summary>
    Accepted,

    /// <summary>Compared and wrong.</summary>
    Wrong,

    /// <summary>Refused before any comparison.</summary>
    Refused,

    Other,
}
