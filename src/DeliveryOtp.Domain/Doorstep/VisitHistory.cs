using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Doorstep;

/// <summary>What has happened at the door so far, as far as later decisions look at it.</summary>
public sealed record VisitHistory
{
    public static readonly VisitHistory None = new();

    /// <summary>The session that was opened last, until it is closed; it may be over by time.</summary>
    public DoorstepSession? Session { get; init; }

    /// <summary>How many sessions there have been.</summary>
    public int Sessions { get; init; }

    /// <summary>How many showings there have been (R9).</summary>
    public int Showings { get; init; }

    /// <summary>The last generation that was live in an open session, or that digits were compared with (R4).</summary>
    public int ExposedGeneration { get; init; }

    /// <summary>A session closed with no attempt at all, though its code was known to somebody at the door.</summary>
    public bool HadSilentSession { get; init; }

    /// <summary>Every comparison that failed; at most three and three more an unlock.</summary>
    public IReadOnlyList<WrongTry> WrongTries { get; init; } = [];

    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>The recipient said: the courier left with my parcel (R19).</summary>
    public bool IsLeftReported { get; init; }

    /// <summary>The recipient said: I have it (R19).</summary>
    public bool IsReceived { get; init; }

    /// <summary>Why the delivery was held last.</summary>
    public HoldCause? HeldBecause { get; init; }

    /// <summary>When the recipient's contact or the destination was changed last.</summary>
    public DateTimeOffset? RecipientChangedAt { get; init; }

    /// <summary>When a lock was lifted last, and whose tries had made it.</summary>
    public LiftedLock? LiftedLock { get; init; }

    /// <summary>Couriers who were inside the fence here, by the evidence; the first of them.</summary>
    public IReadOnlyList<CourierId> Inside { get; init; } = [];

    /// <summary>What couriers who may not deliver this parcel were refused (R18).</summary>
    public RefusedVisits? Refused { get; init; }

    internal VisitHistory Opened(DoorstepSession session) => this with { Session = session, Sessions = session.Number };

    /// <summary>No showing lives any more; the session stays.</summary>
    internal VisitHistory Covered() => Session is { Showing: not null } session ? this with { Session = session with { Showing = null } } : this;

    /// <param name="countsSilence">An end without any attempt says something about the courier.</param>
    internal VisitHistory Closed(bool countsSilence) => this with
    {
        Session = null,
        HadSilentSession = HadSilentSession || (countsSilence && Session is { Attempts: 0 }),
    };
}

/// <summary>A comparison that failed: when, by whom, and where if the device said so.</summary>
public sealed record WrongTry(DateTimeOffset At, CourierId Courier, Position? Position);

/// <summary>An unlock: when, and whose tries had locked the delivery.</summary>
public sealed record LiftedLock(DateTimeOffset At, IReadOnlyList<CourierId> Couriers);

/// <summary>Visits that were refused, of couriers who may not deliver the parcel: how many, and when.</summary>
public sealed record RefusedVisits(int Count, DateTimeOffset FirstAt, DateTimeOffset LastAt)
{
    internal static RefusedVisits After(RefusedVisits? before, DateTimeOffset at) =>
        before is null ? new(1, at, at) : before with { Count = before.Count + 1, LastAt = at };
}

/// <summary>Who or what held a delivery.</summary>
public enum HoldCause
{
    /// <summary>The recipient reported that the courier left with the parcel (R19).</summary>
    Recipient,

    /// <summary>No more codes may be issued (R4).</summary>
    CodesUsedUp,

    /// <summary>The retailer or its support staff.</summary>
    Seller,
}
