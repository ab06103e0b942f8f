using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>A hold; no code lives.</summary>
public sealed record StoredHeld(string Reason) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Held;
}

/// <summary>A new code.</summary>
public sealed record StoredRenewed(int Generation) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Renewed;
}

/// <summary>A lock that was lifted, and the code that came with it.</summary>
public sealed record StoredUnlocked(string Reason, int Generation) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Unlocked;

    internal static StoredUnlocked Of(Unlocked unlocked) => new(unlocked.Reason, unlocked.Generation);
}

/// <summary>The end by the retailer's word.</summary>
public sealed record StoredCancelled(string Reason) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Cancelled;
}

/// <summary>The end by time.</summary>
public sealed record StoredExpired : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Expired;
}

/// <summary>What came out with an entry: a code, a link.</summary>
internal static class StoredCodes
{
    /// <summary>The generation of the code that the entry gave to the retailer; null: it gave none.</summary>
    public static int? GenerationOf(StoredContent content) => content.EntryKind switch
    {
        EntryKind.Issued => content.As<StoredIssued>().Generation,
        EntryKind.Renewed => content.As<StoredRenewed>().Generation,
        EntryKind.Unlocked => content.As<StoredUnlocked>().Generation,
        EntryKind.Changed => content.As<StoredChanged>().Generation,

        // The code of a showing is the recipient's alone.
        EntryKind.Revealed => null,
        EntryKind.Held or EntryKind.Cancelled or EntryKind.Expired or EntryKind.Arrived or EntryKind.Attempted
            or EntryKind.SessionClosed or EntryKind.Hidden or EntryKind.Denied or EntryKind.LeftReported or EntryKind.Received
            or EntryKind.Contested or EntryKind.SignalRaised or EntryKind.Viewed or EntryKind.Noted or EntryKind.LinkSent
            or EntryKind.DisputeOpened or EntryKind.DisputeNoted or EntryKind.DisputeDecided or null => null,
    };
}
