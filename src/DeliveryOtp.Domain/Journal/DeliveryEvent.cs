using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Journal;

/// <summary>
/// What happened to a delivery: the content of one journal entry. A delivery's state is the fold of its events
/// (<see cref="Delivery.Apply"/>), so nothing changes that the journal does not tell.
/// </summary>
public abstract record DeliveryEvent
{
    private protected DeliveryEvent()
    {
    }

    /// <summary>Which of the kinds it is.</summary>
    public abstract EntryKind EntryKind { get; }

    /// <summary>A courier came in vain (R13): a flood of these is cut off.</summary>
    public virtual bool IsRefusedVisit => false;
}

/// <summary>The delivery was created and its first code issued (R1).</summary>
public sealed record Issued(
    OrderId OrderId,
    Destination Destination,
    CourierId? Courier,
    ParcelBarcode? Parcel,
    Seller? Seller,
    DeliveryPolicy Policy,
    DateTimeOffset ExpiresAt) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Issued;
}

/// <summary>A new generation killed the old code; the failed count stays (R4).</summary>
public sealed record Renewed(int Generation) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Renewed;
}

/// <summary>No live code until a new one is issued.</summary>
public sealed record Held(string Reason) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Held;

    /// <summary>The reason of a hold by R4.</summary>
    public const string GenerationsUsedUp = "every generation without an unlock is used up";

    /// <summary>The reason of a hold by R19.</summary>
    public const string LeftReported = "the recipient reports that the courier left with the parcel";

    public HoldCause Cause => Reason switch
    {
        LeftReported => HoldCause.Recipient,
        GenerationsUsedUp => HoldCause.CodesUsedUp,
        _ => HoldCause.Seller,
    };
}

/// <summary>The lock was lifted: a new generation and three new tries (R3).</summary>
public sealed record Unlocked(string Reason, int Generation, DateTimeOffset At) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Unlocked;
}

/// <summary>The retailer called the delivery off.</summary>
public sealed record Cancelled(string Reason) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Cancelled;
}

/// <summary>The outer expiry passed (R5).</summary>
public sealed record Expired : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Expired;
}

/// <summary>
/// Significant data changed (R5). <paramref name="Generation"/> is the new code's; null where no code followed: the delivery was
/// locked or held, or its code stays because nobody can have heard it yet, or it is held by the next entry because its
/// generations are used up (R4). <paramref name="LinkVersion"/> is the recipient's new link's, where there is a new one.
/// </summary>
public sealed record Changed(DeliveryChange Change, int? Generation, DateTimeOffset At, int? LinkVersion = null) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Changed;
}

/// <summary>A courier said that they are at the door (R6, R13).</summary>
public sealed record Arrived(Arrival Arrival, ArrivalVerdict Verdict, DateTimeOffset At) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Arrived;

    public override bool IsRefusedVisit => RecentRefusals.Counts(Verdict.Outcome);
}

/// <summary>A courier asked to confirm the delivery (R13).</summary>
public sealed record Attempted(Attempt Attempt, AttemptVerdict Verdict, DateTimeOffset At) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Attempted;

    public override bool IsRefusedVisit => RecentRefusals.Counts(Verdict.Outcome);
}

/// <summary>A doorstep session ended without acceptance, and its code with it (R7).</summary>
public sealed record SessionClosed(DoorstepSession Session, SessionEnd Reason) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.SessionClosed;
}

/// <summary>
/// The recipient said that a courier is in front of them (R9): a showing began, perhaps with a new code, or lasts longer now.
/// </summary>
public sealed record Revealed(int Showing, int Generation, DateTimeOffset Until) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Revealed;
}

/// <summary>A showing ended by itself, at this moment (R9).</summary>
public sealed record Hidden(int Showing, HiddenBy By, DateTimeOffset At) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Hidden;
}

/// <summary>The recipient said that nobody is there (R9).</summary>
public sealed record Denied(Signal Signal) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Denied;
}

/// <summary>The recipient said that the courier left with the parcel (R19).</summary>
public sealed record LeftReported(Signal Signal) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.LeftReported;
}

/// <summary>The recipient said that they have it (R19).</summary>
public sealed record Received : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Received;
}

/// <summary>The recipient says that the accepted delivery was none (R19).</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Statement">In the recipient's words.</param>
/// <param name="Reason">Why support wrote it down in the recipient's name; null: the recipient said it on their page.</param>
/// <param name="Dispute">The dispute that opened with it, or was open already; null in entries older than disputes.</param>
public sealed record Contested(ContestKind Kind, string? Statement, string? Reason = null, DisputeId? Dispute = null) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Contested;
}

/// <summary>Support or the retailer wrote something down.</summary>
public sealed record Noted(string Text) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Noted;
}

/// <summary>The recipient's link was sent anew, to the recorded address (R20).</summary>
public sealed record LinkSent(int LinkVersion) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.LinkSent;
}

/// <summary>Something happened to a dispute.</summary>
public abstract record DisputeEvent : DeliveryEvent
{
    private protected DisputeEvent()
    {
    }
}

/// <summary>A dispute opened: a decision is due.</summary>
public sealed record DisputeOpened(
    DisputeId Id,
    ContestKind Kind,
    Complainant OpenedBy,
    string? Statement,
    DateTimeOffset DueAt) : DisputeEvent
{
    public override EntryKind EntryKind => EntryKind.DisputeOpened;
}

/// <summary>Something was found out about a dispute.</summary>
public sealed record DisputeNoted(DisputeId Id, string Text) : DisputeEvent
{
    public override EntryKind EntryKind => EntryKind.DisputeNoted;
}

/// <summary>A dispute was decided; that is final.</summary>
public sealed record DisputeDecided(DisputeId Id, ContestKind Kind, DisputeDecision Decision) : DisputeEvent
{
    public override EntryKind EntryKind => EntryKind.DisputeDecided;
}

/// <summary>History raised a signal.</summary>
/// <param name="Signal">Which, and why.</param>
/// <param name="About">The id of the entry that it is about.</param>
/// <param name="Stranger">Whose visit that is, where he may not deliver this parcel: it counts against him alone.</param>
public sealed record SignalRaised(Signal Signal, Guid About, CourierId? Stranger = null) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.SignalRaised;
}

/// <summary>Support looked at the delivery.</summary>
/// <param name="Resource">What was read: delivery, timeline or attempt.</param>
public sealed record Viewed(string Resource) : DeliveryEvent
{
    public override EntryKind EntryKind => EntryKind.Viewed;
}

/// <summary>What the recipient says is wrong with an accepted delivery.</summary>
public enum ContestKind
{
    /// <summary>It never came.</summary>
    NotReceived,

    /// <summary>Something else was in it.</summary>
    WrongItem,

    /// <summary>Nothing was in it.</summary>
    EmptyBox,
}
