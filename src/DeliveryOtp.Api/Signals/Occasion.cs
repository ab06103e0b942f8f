using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Signals;

/// <summary>What the signals do with an entry.</summary>
internal enum Occasion
{
    None,

    /// <summary>It is held against the past.</summary>
    Arrival,

    /// <summary>Likewise, and counted as a hand-over that was tried.</summary>
    Attempt,

    /// <summary>The hand-over that was accepted is counted as contested.</summary>
    Contest,
}

internal static class Occasions
{
    /// <summary>What an entry is to the signals.</summary>
    public static Occasion Of(EntryKind? kind) => kind switch
    {
        EntryKind.Arrived => Occasion.Arrival,
        EntryKind.Attempted => Occasion.Attempt,
        EntryKind.Contested => Occasion.Contest,
        EntryKind.Issued or EntryKind.Renewed or EntryKind.Held or EntryKind.Unlocked or EntryKind.Cancelled or EntryKind.Expired
            or EntryKind.Changed or EntryKind.SessionClosed or EntryKind.Revealed or EntryKind.Hidden or EntryKind.Denied
            or EntryKind.LeftReported or EntryKind.Received or EntryKind.SignalRaised or EntryKind.Viewed or EntryKind.Noted
            or EntryKind.LinkSent or EntryKind.DisputeOpened or EntryKind.DisputeNoted or EntryKind.DisputeDecided
            or null => Occasion.None,
    };
}
