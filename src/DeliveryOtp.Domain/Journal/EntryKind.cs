namespace DeliveryOtp.Domain.Journal;

/// <summary>
/// What an entry of the journal is about: one for each <see cref="DeliveryEvent"/>. Whoever looks at entries switches over this
/// without a default, so that a new kind does not compile before everybody has said what it means to them.
/// </summary>
public enum EntryKind
{
    Issued,
    Renewed,
    Held,
    Unlocked,
    Cancelled,
    Expired,
    Changed,
    Arrived,
    Attempted,
    SessionClosed,
    Revealed,
    Hidden,
    Denied,
    LeftReported,
    Received,
    Contested,
    SignalRaised,
    Viewed,
    Noted,
    LinkSent,
    DisputeOpened,
    DisputeNoted,
    DisputeDecided,
}
