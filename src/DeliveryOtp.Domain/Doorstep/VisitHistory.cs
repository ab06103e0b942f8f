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

    /// <summary>A session closed with no attempt at all, though its code was known to somebody at the door.</summary>
    public bool HadSilentSession { get; init; }

    /// <summary>Every comparison that failed; at most three and three more an unlock.</summary>
    public IReadOnlyList<WrongTry> WrongTries { get; init; } = [];

    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>The recipient said: the courier left with my parcel (R19).</summary>
    public bool IsLeftReported { get; init; }

    /// <summary>The recipient said: I have it (R19).</summary>
    public bool IsReceived { get; init; }

    internal VisitHistory Opened(DoorstepSession session) => this with { Session = session, Sessions = session.Number };

    internal VisitHistory Unrevealed() => Session is { } session ? this with { Session = session with { IsRevealed = false } } : this;

    /// <param name="countsSilence">An end without any attempt says something about the courier.</param>
    internal VisitHistory Closed(bool countsSilence) => this with
    {
        Session = null,
        HadSilentSession = HadSilentSession || (countsSilence && Session is { Attempts: 0 }),
    };
}

/// <summary>A comparison that failed: when, and where if the device said so.</summary>
public sealed record WrongTry(DateTimeOffset At, Position? Position);
