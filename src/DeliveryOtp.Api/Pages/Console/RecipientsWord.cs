using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>What a recipient said of the hand-over, by an entry's kind.</summary>
internal enum RecipientsWord
{
    None,
    NobodyIsHere,
    CourierLeft,
    IHaveIt,
    Contest,
}

internal static class RecipientsWords
{
    public static RecipientsWord Of(EntryKind? kind) => kind switch
    {
        EntryKind.Denied => RecipientsWord.NobodyIsHere,
        EntryKind.LeftReported => RecipientsWord.CourierLeft,
        EntryKind.Received => RecipientsWord.IHaveIt,
        EntryKind.Contested => RecipientsWord.Contest,
        EntryKind.Issued or EntryKind.Renewed or EntryKind.Held or EntryKind.Unlocked or EntryKind.Cancelled or EntryKind.Expired
            or EntryKind.Changed or EntryKind.Arrived or EntryKind.Attempted or EntryKind.SessionClosed or EntryKind.Revealed
            or EntryKind.Hidden or EntryKind.SignalRaised or EntryKind.Viewed or EntryKind.Noted or EntryKind.LinkSent
            or EntryKind.DisputeOpened or EntryKind.DisputeNoted or EntryKind.DisputeDecided or null => RecipientsWord.None,
    };
}
