using System.Collections.Immutable;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Deliveries;

/// <summary>
/// A delivery as the rules see it. Immutable: a command returns a <see cref="Decision"/>, and
/// <see cref="Apply"/> is the only way from one state to the next.
/// </summary>
public sealed partial record Delivery
{
    /// <summary>Failed comparisons that lock a delivery, across all its codes (R3).</summary>
    public const int MaxTries = 3;

    /// <summary>How long a code lives when the retailer does not say (R5).</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(24);

    /// <summary>How long a code lives at most (R5).</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(7);

    public required RetailerId RetailerId { get; init; }

    public required DeliveryId Id { get; init; }

    public required OrderId OrderId { get; init; }

    public required Destination Destination { get; init; }

    /// <summary>The only courier who may deliver; null: any of the retailer's.</summary>
    public CourierId? Courier { get; init; }

    /// <summary>What has to be scanned; null: nothing.</summary>
    public ParcelBarcode? Parcel { get; init; }

    public Seller? Seller { get; init; }

    public Recipient? Recipient { get; init; }

    public required DeliveryPolicy Policy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The outer expiry: no code lives longer (R5).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public DeliveryStatus Status { get; init; }

    /// <summary>1, 2, …: how many codes there have been.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>How many codes since creation or the last unlock (R4).</summary>
    public int GenerationsSinceUnlock { get; init; } = 1;

    /// <summary>Failed comparisons since creation or the last unlock (R3).</summary>
    public int FailedTries { get; init; }

    public int Unlocks { get; init; }

    /// <summary>1, 2, …: how many links the recipient has had; the last one opens (R20).</summary>
    public int LinkVersion { get; init; } = 1;

    /// <summary>The digest of that link; null on a delivery older than links.</summary>
    public byte[]? LinkDigest { get; init; }

    /// <summary>The live code as of the last event; null when none lives. Time may have ended it: <see cref="CodeAt"/>.</summary>
    public LiveCode? Code { get; init; }

    /// <summary>What has happened at the door.</summary>
    public VisitHistory Visits { get; init; } = VisitHistory.None;

    /// <summary>Every signal that was ever raised on this delivery, each with the weight it counts.</summary>
    public ImmutableSortedDictionary<string, int> Signals { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The sequence of the last journal entry.</summary>
    public int Sequence { get; init; }

    public int TriesLeft => MaxTries - FailedTries;

    /// <summary>The signals weigh so much that support should look.</summary>
    public bool Review => Signals.Values.Sum() >= Policy.ReviewThreshold;

    /// <summary>The status at a moment: expiry needs no timer to be true.</summary>
    public DeliveryStatus StatusAt(DateTimeOffset now) => Status.At(now, ExpiresAt);

    /// <summary>The doorstep session that is open at a moment: its end needs no timer either (R6).</summary>
    public DoorstepSession? SessionAt(DateTimeOffset now) =>
        Visits.Session is { } session && session.IsOpenAt(now) ? session : null;

    /// <summary>The code that lives at a moment (R5, R7).</summary>
    public LiveCode? CodeAt(DateTimeOffset now) =>
        StatusAt(now) == DeliveryStatus.Pending && (Visits.Session is null || Visits.Session.IsOpenAt(now)) ? Code : null;

    /// <summary>Whether the parcel may still be handed over: while it is, a second delivery for it is refused.</summary>
    public bool IsLiveAt(DateTimeOffset now) => StatusAt(now).IsOpen();

    /// <summary>
    /// Makes what time has done a fact of the journal: a session that is over, and with it its code (R7); a delivery whose
    /// time is up (R5). Every command does so first; a delivery that nobody commands is settled by whoever passes.
    /// </summary>
    public Decision Settle(DateTimeOffset now)
    {
        var decision = new Decision(this, []);
        if (Visits.Session is { } session && now >= session.ClosesAt && session.ClosesAt < ExpiresAt)
            decision = decision.Then(new SessionClosed(session, SessionEnd.Time), isAutomatic: true);
        return Status.IsOpen() && now >= ExpiresAt ? decision.Then(new Expired(), isAutomatic: true) : decision;
    }

    /// <summary>Support looked: the state stays, the journal grows.</summary>
    public Step View(string resource)
    {
        var viewed = new Viewed(resource);
        return new Step(Apply(viewed), viewed);
    }

    /// <summary>
    /// A signal that history raised about an entry of this delivery; null when it is one about the courier as such, and this
    /// delivery has it already.
    /// </summary>
    public Step? Raise(Signal signal, Guid about)
    {
        if (SignalRules.IsAboutCourier(signal) && Signals.ContainsKey(signal.Name))
            return null;
        var raised = new SignalRaised(signal, about);
        return new Step(Apply(raised), raised, IsAutomatic: true);
    }

    private StateConflict? WhyClosed => Status switch
    {
        DeliveryStatus.Delivered or DeliveryStatus.Contested => StateConflict.AlreadyDelivered,
        DeliveryStatus.Cancelled => StateConflict.AlreadyCancelled,
        DeliveryStatus.Expired => StateConflict.AlreadyExpired,
        DeliveryStatus.Pending or DeliveryStatus.Locked or DeliveryStatus.Held => null,
    };
}
