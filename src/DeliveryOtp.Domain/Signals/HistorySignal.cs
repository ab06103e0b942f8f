using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Signals;

/// <summary>
/// A signal that only history shows: computed after the commit by a reader of the journal, so that an attempt costs the same
/// however much history there is.
/// </summary>
public abstract class HistorySignal : SignalRule
{
    /// <summary>Null: there is nothing to see.</summary>
    public abstract Signal? Look(HistoryFacts facts);
}

/// <summary>What a <see cref="HistorySignal"/> may look at.</summary>
/// <param name="Visit">The arrival or attempt in question.</param>
/// <param name="Before">The same courier's visits before it, newest first, some dozens.</param>
/// <param name="Courier">What the courier's hand-overs have been like.</param>
/// <param name="Fleet">What those of all the retailer's couriers have been like.</param>
/// <param name="CodeOf">The other delivery whose live code the wrong digits are; null when they are nobody's.</param>
public sealed record HistoryFacts(
    PastVisit Visit,
    IReadOnlyList<PastVisit> Before,
    HandOverCounts Courier,
    HandOverCounts Fleet,
    DeliveryId? CodeOf = null);

/// <summary>A visit as the journal has it.</summary>
/// <param name="DeliveryId">Whose door.</param>
/// <param name="Door">Where that door is.</param>
/// <param name="Device">On which device.</param>
/// <param name="At">By the server's clock.</param>
/// <param name="Position">Where the device said it was.</param>
/// <param name="Accuracy">Within which radius.</param>
public sealed record PastVisit(
    DeliveryId DeliveryId,
    Position Door,
    DeviceId Device,
    DateTimeOffset At,
    Position? Position,
    Metres? Accuracy);

/// <summary>How hand-overs went: of a courier, a device or a whole fleet.</summary>
/// <param name="Attempts">All attempts.</param>
/// <param name="Refused">Those that a gate refused.</param>
/// <param name="Wrong">Those with a wrong code.</param>
/// <param name="Accepted">Those with the right one.</param>
/// <param name="Late">Acceptances in a later session than the first.</param>
/// <param name="Contested">Acceptances that the recipient contested.</param>
public sealed record HandOverCounts(int Attempts, int Refused, int Wrong, int Accepted, int Late, int Contested)
{
    public static readonly HandOverCounts None = new(0, 0, 0, 0, 0, 0);

    /// <summary>Refused, late or contested: what honest hand-overs seldom are.</summary>
    public int Suspect => Refused + Late + Contested;

    public static HandOverCounts operator +(HandOverCounts left, HandOverCounts right) => new(
        left.Attempts + right.Attempts,
        left.Refused + right.Refused,
        left.Wrong + right.Wrong,
        left.Accepted + right.Accepted,
        left.Late + right.Late,
        left.Contested + right.Contested);
}
