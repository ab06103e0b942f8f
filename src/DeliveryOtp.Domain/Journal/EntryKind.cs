namespace DeliveryOtp.Domain.Journal;

/// <summary>
/// What an entry of the journal is about: one for each <see cref="DeliveryEvent"/>. Whoever looks at entries switches over this
/// without a default, so that a new kind does not compile before everybody has said what it means to them.
/// </summary>
public enum EntryKind
{
    /// <summary>The delivery was created, with its first code.</summary>
    Issued,

    /// <summary>A new code: asked for, or since a session closed (R4, R7).</summary>
    Renewed,

    /// <summary>Stopped: no code lives until a new one is issued.</summary>
    Held,

    /// <summary>A lock was lifted, and a new code issued (R3).</summary>
    Unlocked,

    /// <summary>Called off by the retailer; final.</summary>
    Cancelled,

    /// <summary>Past its outer expiry; final (R5).</summary>
    Expired,

    /// <summary>Another courier, destination, recipient or parcel (R5).</summary>
    Changed,

    /// <summary>A courier said that they are at the door (R6).</summary>
    Arrived,

    /// <summary>A courier typed a code (R12).</summary>
    Attempted,

    /// <summary>A doorstep session ended without an acceptance (R7).</summary>
    SessionClosed,

    /// <summary>The recipient showed the code, or said that a courier is there (R9).</summary>
    Revealed,

    /// <summary>The code is hidden again (R9).</summary>
    Hidden,

    /// <summary>The recipient said that nobody is there (R9).</summary>
    Denied,

    /// <summary>The recipient said that the courier left with the parcel (R19).</summary>
    LeftReported,

    /// <summary>The recipient said that they have it (R19).</summary>
    Received,

    /// <summary>Accepted, and the recipient says that something is wrong (R19).</summary>
    Contested,

    /// <summary>A signal that a look at history raised.</summary>
    SignalRaised,

    /// <summary>Support read it.</summary>
    Viewed,

    /// <summary>Somebody wrote a note.</summary>
    Noted,

    /// <summary>The recipient's link was sent anew.</summary>
    LinkSent,

    /// <summary>A dispute was opened.</summary>
    DisputeOpened,

    /// <summary>Somebody wrote a note in a dispute.</summary>
    DisputeNoted,

    /// <summary>A dispute was decided.</summary>
    DisputeDecided,
}
