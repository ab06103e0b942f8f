using System.Collections.Immutable;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Domain.Deliveries;

/// <summary>
/// A delivery as the rules see it. Immutable: a command returns a <see cref="Decision"/>, and
/// <see cref="Apply"/> is the only way from one state to the next.
/// </summary>
public sealed record Delivery
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

    /// <summary>The live code; null when none lives.</summary>
    public LiveCode? Code { get; init; }

    /// <summary>Every signal that was ever raised on this delivery, each with the weight it counts.</summary>
    public ImmutableSortedDictionary<string, int> Signals { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The sequence of the last journal entry.</summary>
    public int Sequence { get; init; }

    public int TriesLeft => MaxTries - FailedTries;

    /// <summary>The signals weigh so much that support should look.</summary>
    public bool Review => Signals.Values.Sum() >= Policy.ReviewThreshold;

    /// <summary>The status at a moment: expiry needs no timer to be true.</summary>
    public DeliveryStatus StatusAt(DateTimeOffset now) =>
        Status == DeliveryStatus.Pending && now >= ExpiresAt ? DeliveryStatus.Expired : Status;

    /// <summary>Whether the order may still be handed over: while it is, a second delivery for it is refused.</summary>
    public bool IsLiveAt(DateTimeOffset now) =>
        Status is DeliveryStatus.Pending or DeliveryStatus.Locked or DeliveryStatus.Held && now < ExpiresAt;

    /// <summary>R1: creates the delivery with its first code.</summary>
    public static Step Issue(Delivery delivery, FreshCode fresh)
    {
        var issued = new Issued(
            delivery.OrderId,
            delivery.Destination,
            delivery.Courier,
            delivery.Parcel,
            delivery.Seller,
            delivery.Policy,
            delivery.ExpiresAt);
        return new Step(delivery.Apply(issued, fresh.SealFor(delivery.Id, generation: 1)), issued);
    }

    /// <summary>R4: a new generation; the failed count stays. With none left the delivery is held instead.</summary>
    public Decision Reissue(FreshCode fresh, DateTimeOffset now) => WhyClosed(now) switch
    {
        { } conflict => Decision.Refuse(conflict),
        null when Status == DeliveryStatus.Locked => Decision.Refuse(StateConflict.IsLocked),
        null when HasGenerationsLeft => Renew(fresh),
        null when Status == DeliveryStatus.Held => Decision.Refuse(StateConflict.NoGenerationsLeft),
        null => Decision.Do(this, new Held(GenerationsUsedUp)) with { Conflict = StateConflict.NoGenerationsLeft },
    };

    /// <summary>
    /// R3: lifts a lock with a new generation and three new tries. Also leads out of a hold that no reissue
    /// can leave, since R4 counts generations "without an unlock".
    /// </summary>
    public Decision Unlock(string reason, FreshCode fresh, DateTimeOffset now)
    {
        var generation = Generation + 1;
        return WhyClosed(now) switch
        {
            { } conflict => Decision.Refuse(conflict),
            null when !NeedsUnlock => Decision.Refuse(StateConflict.NotLocked),
            null when Unlocks >= Policy.MaxUnlocks => Decision.Refuse(StateConflict.NoUnlocksLeft),
            null => Decision.Do(this, new Unlocked(reason, generation), fresh.SealFor(Id, generation)),
        };
    }

    /// <summary>Kills the code until a reissue (R5).</summary>
    public Decision Hold(string reason, DateTimeOffset now) => WhyClosed(now) switch
    {
        { } conflict => Decision.Refuse(conflict),
        null when Status == DeliveryStatus.Locked => Decision.Refuse(StateConflict.IsLocked),
        null when Status == DeliveryStatus.Held => Decision.Refuse(StateConflict.AlreadyHeld),
        null => Decision.Do(this, new Held(reason)),
    };

    /// <summary>Calls the delivery off for good.</summary>
    public Decision Cancel(string reason, DateTimeOffset now) => WhyClosed(now) switch
    {
        { } conflict => Decision.Refuse(conflict),
        null => Decision.Do(this, new Cancelled(reason)),
    };

    /// <summary>R5: new data, new generation. A locked or held delivery takes the data and stays without a code.</summary>
    public Decision Change(SignificantChange change, FreshCode fresh, DateTimeOffset now)
    {
        if (WhyClosed(now) is { } conflict)
            return Decision.Refuse(conflict);
        if (change.ApplyTo(this) == this)
            return Decision.Unchanged;

        var renews = Status == DeliveryStatus.Pending && HasGenerationsLeft;
        var generation = Generation + 1;
        return renews
            ? Decision.Do(this, new Changed(change, generation), fresh.SealFor(Id, generation))
            : Decision.Do(this, new Changed(change, Generation: null));
    }

    /// <summary>R12, R13: judges an attempt. Always a step, since every attempt is recorded.</summary>
    public Step Confirm(Attempt attempt, CodeKeyRing keys, DateTimeOffset now)
    {
        var verdict = AttemptRules.Judge(this, attempt, keys, now);
        var attempted = new Attempted(attempt, verdict);
        return new Step(Apply(attempted), attempted);
    }

    /// <summary>Makes an expiry that has come a fact of the journal; null while it has not.</summary>
    public Step? Expire(DateTimeOffset now)
    {
        if (IsLiveAt(now) || Status is DeliveryStatus.Delivered or DeliveryStatus.Cancelled or DeliveryStatus.Expired)
            return null;
        var expired = new Expired();
        return new Step(Apply(expired), expired);
    }

    /// <summary>Support looked: the state stays, the journal grows.</summary>
    public Step View(string resource)
    {
        var viewed = new Viewed(resource);
        return new Step(Apply(viewed), viewed);
    }

    /// <summary>The fold: the state after one more event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="fresh">The sealed code, where the event brings a new generation. Codes are not in the journal.</param>
    public Delivery Apply(DeliveryEvent happened, LiveCode? fresh = null) =>
        Fold(happened, fresh) with { Sequence = Sequence + 1 };

    private Delivery Fold(DeliveryEvent happened, LiveCode? fresh) => happened switch
    {
        Issued => this with { Code = fresh },
        Renewed renewed => WithGeneration(renewed.Generation, fresh),
        Held => WithoutCode(DeliveryStatus.Held),
        Unlocked unlocked => WithGeneration(unlocked.Generation, fresh) with
        {
            GenerationsSinceUnlock = 1,
            FailedTries = 0,
            Unlocks = Unlocks + 1,
        },
        Cancelled => WithoutCode(DeliveryStatus.Cancelled),
        Expired => WithoutCode(DeliveryStatus.Expired),
        Changed { Generation: { } generation } changed => changed.Change.ApplyTo(this).WithGeneration(generation, fresh),
        Changed changed when Status == DeliveryStatus.Pending =>
            changed.Change.ApplyTo(this).WithoutCode(DeliveryStatus.Held),
        Changed changed => changed.Change.ApplyTo(this),
        Attempted attempted => After(attempted.Verdict),
        Viewed => this,
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, message: null),
    };

    private const string GenerationsUsedUp = "every generation without an unlock is used up";

    private bool HasGenerationsLeft => GenerationsSinceUnlock < Policy.MaxGenerations;

    private bool NeedsUnlock =>
        Status == DeliveryStatus.Locked || (Status == DeliveryStatus.Held && !HasGenerationsLeft);

    private StateConflict? WhyClosed(DateTimeOffset now) => Status switch
    {
        DeliveryStatus.Delivered => StateConflict.AlreadyDelivered,
        DeliveryStatus.Cancelled => StateConflict.AlreadyCancelled,
        DeliveryStatus.Expired => StateConflict.AlreadyExpired,
        DeliveryStatus.Pending or DeliveryStatus.Locked or DeliveryStatus.Held =>
            now >= ExpiresAt ? StateConflict.AlreadyExpired : null,
    };

    private Decision Renew(FreshCode fresh)
    {
        var generation = Generation + 1;
        return Decision.Do(this, new Renewed(generation), fresh.SealFor(Id, generation));
    }

    private Delivery WithGeneration(int generation, LiveCode? code) => this with
    {
        Status = DeliveryStatus.Pending,
        Generation = generation,
        GenerationsSinceUnlock = GenerationsSinceUnlock + 1,
        Code = code,
    };

    private Delivery WithoutCode(DeliveryStatus status) => this with { Status = status, Code = null };

    private Delivery After(AttemptVerdict verdict)
    {
        var signals = Signals.SetItems(verdict.Signals.Select(raised => KeyValuePair.Create(raised.Name, raised.Weight)));
        var after = this with { Signals = signals };
        return verdict.Outcome switch
        {
            AttemptOutcome.Accepted => after.WithoutCode(DeliveryStatus.Delivered),
            AttemptOutcome.WrongCode when FailedTries + 1 == MaxTries =>
                after.WithoutCode(DeliveryStatus.Locked) with { FailedTries = MaxTries },
            AttemptOutcome.WrongCode => after with { FailedTries = FailedTries + 1 },
            AttemptOutcome.Expired => after.WithoutCode(DeliveryStatus.Expired),
            _ => after,
        };
    }
}
