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

    /// <summary>Codes that a delivery has in all, unlocks or not (R4).</summary>
    public const int MaxGenerations = 100;

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

    /// <summary>What the retailer keeps with it for itself; no rule looks at it.</summary>
    public Metadata Metadata { get; init; } = Metadata.None;

    public required DeliveryPolicy Policy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The outer expiry: no code lives longer (R5).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public DeliveryStatus Status { get; init; }

    /// <summary>1, 2, …: how many codes there have been.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>How many codes since creation or the last unlock; one that replaces a code that nobody can have heard is not counted (R4).</summary>
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

    /// <summary>The codes before it, newest last; at most <see cref="SupersededCode.Capacity"/> (R12, row 12).</summary>
    public ImmutableList<SupersededCode> Superseded { get; init; } = [];

    /// <summary>What has happened at the door.</summary>
    public VisitHistory Visits { get; init; } = VisitHistory.None;

    /// <summary>Every signal that was ever raised on this delivery and counts for it, each with its weight.</summary>
    public ImmutableSortedDictionary<string, int> Signals { get; init; } = NoSignals;

    /// <summary>What they weigh together.</summary>
    public int SignalTotal => Signals.Values.Sum();

    /// <summary>
    /// Signals of refused visits by couriers who may not deliver this parcel, by courier: they count for the delivery when he
    /// may. The first few couriers; the others' stand in the journal alone.
    /// </summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> StrangerSignals { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, int>>(StringComparer.Ordinal);

    /// <summary>The signals weighed so much that support should look; never taken back.</summary>
    public bool Review { get; init; }

    /// <summary>The sequence of the last journal entry.</summary>
    public int Sequence { get; init; }

    public int TriesLeft => MaxTries - FailedTries;

    /// <summary>The present code was live in an open session, or digits were compared with it: somebody may have heard it (R4).</summary>
    public bool IsExposed => Visits.ExposedGeneration == Generation;

    /// <summary>The status at a moment: expiry needs no timer to be true.</summary>
    public DeliveryStatus StatusAt(DateTimeOffset now) => Status.At(now, ExpiresAt);

    /// <summary>The doorstep session that is open at a moment: its end needs no timer either (R6).</summary>
    public DoorstepSession? SessionAt(DateTimeOffset now) =>
        Visits.Session is { } session && session.IsOpenAt(now) ? session : null;

    /// <summary>The showing that lives at a moment (R9).</summary>
    public Showing? ShowingAt(DateTimeOffset now) => SessionAt(now)?.ShowingAt(now);

    /// <summary>The code that lives at a moment: a session and a showing that are over have taken theirs along (R5, R7, R9).</summary>
    public LiveCode? CodeAt(DateTimeOffset now) => Code is null ? null : Settle(now).After.Code;

    /// <summary>Whether a courier is the assigned one or, where nobody is assigned, was inside here (R18).</summary>
    public bool MayDeliver(CourierId courier) => Courier is { } assigned ? assigned == courier : Visits.Inside.Contains(courier);

    /// <summary>Whether the parcel may still be handed over: while it is, a second delivery for it is refused.</summary>
    public bool IsLiveAt(DateTimeOffset now) => StatusAt(now).IsOpen();

    /// <summary>
    /// Makes what time has done a fact of the journal: a showing that is over (R9), a session that is over, and with it its code
    /// (R7); a delivery whose time is up (R5). Every command does so first; a delivery that nobody commands is settled by
    /// whoever passes.
    /// </summary>
    public Decision Settle(DateTimeOffset now)
    {
        var decision = new Decision(this, []);
        if (Visits.Session is { Showing: { } showing } shown && now >= showing.Until && showing.Until < shown.ClosesAt)
            decision = decision.Then(new Hidden(showing.Number, HiddenBy.Lapsed, showing.Until), isAutomatic: true);
        if (decision.After.Visits.Session is { } session && now >= session.ClosesAt && session.ClosesAt < ExpiresAt)
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
    /// <param name="signal">What history says.</param>
    /// <param name="about">The entry that it is about.</param>
    /// <param name="stranger">Whose visit that is, where he was refused as one who may not deliver this parcel.</param>
    public Step? Raise(Signal signal, Guid about, CourierId? stranger = null)
    {
        var keptApart = stranger is not null && !MayDeliver(stranger) ? stranger : null;
        var known = keptApart is null ? Signals : StrangerSignals.GetValueOrDefault(keptApart.Value, NoSignals);
        if (SignalRules.IsAboutCourier(signal) && known.ContainsKey(signal.Name))
            return null;
        var raised = new SignalRaised(signal, about, keptApart);
        return new Step(Apply(raised), raised, IsAutomatic: true);
    }

    private static readonly ImmutableSortedDictionary<string, int> NoSignals =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    private StateConflict? WhyClosed => Status switch
    {
        DeliveryStatus.Delivered or DeliveryStatus.Contested => StateConflict.AlreadyDelivered,
        DeliveryStatus.Cancelled => StateConflict.AlreadyCancelled,
        DeliveryStatus.Expired => StateConflict.AlreadyExpired,
        DeliveryStatus.Pending or DeliveryStatus.Locked or DeliveryStatus.Held => null,
    };
}
