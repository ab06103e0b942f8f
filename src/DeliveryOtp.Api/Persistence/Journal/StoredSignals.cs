using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>The signals that stand in an entry.</summary>
internal static class StoredSignals
{
    public static IReadOnlyList<StoredSignal> Of(StoredContent? content) => content?.EntryKind switch
    {
        EntryKind.Arrived => content.As<StoredArrived>().Signals,
        EntryKind.Attempted => content.As<StoredAttempted>().Signals,
        EntryKind.Denied => [content.As<StoredDenied>().Signal],
        EntryKind.LeftReported => [content.As<StoredLeftReported>().Signal],
        EntryKind.SignalRaised => [content.As<StoredSignalRaised>().Signal],
        EntryKind.Issued or EntryKind.Renewed or EntryKind.Held or EntryKind.Unlocked or EntryKind.Cancelled or EntryKind.Expired
            or EntryKind.Changed or EntryKind.SessionClosed or EntryKind.Revealed or EntryKind.Hidden or EntryKind.Received
            or EntryKind.Contested or EntryKind.Viewed or EntryKind.Noted or EntryKind.LinkSent or EntryKind.DisputeOpened
            or EntryKind.DisputeNoted or EntryKind.DisputeDecided or null => [],
    };
}
