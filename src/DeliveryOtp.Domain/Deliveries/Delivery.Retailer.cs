using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Domain.Deliveries;

/// <content>What the retailer and its support staff may order.</content>
public sealed partial record Delivery
{
    /// <summary>R4: only codes that somebody may have heard are counted, but for the bound on all of them.</summary>
    private bool HasGenerationsLeft =>
        Generation < MaxGenerations && (!IsExposed || GenerationsSinceUnlock < Policy.MaxGenerations);

    /// <summary>No reissue leads on, only an unlock does (R3, R4).</summary>
    public bool NeedsUnlock =>
        Status == DeliveryStatus.Locked || (Status == DeliveryStatus.Held && !HasGenerationsLeft);

    /// <summary>Why the state, as settled, allows no hold; null: it does.</summary>
    public StateConflict? WhyNoHold => WhyClosed ?? Status switch
    {
        DeliveryStatus.Locked => StateConflict.IsLocked,
        DeliveryStatus.Held => StateConflict.AlreadyHeld,
        _ => null,
    };

    /// <summary>Likewise: why no reissue leads on.</summary>
    public StateConflict? WhyNoReissue => WhyClosed
        ?? (Status == DeliveryStatus.Locked ? StateConflict.IsLocked : (StateConflict?)null)
        ?? (HasGenerationsLeft ? null : StateConflict.NoGenerationsLeft);

    /// <summary>Likewise: why there is nothing to unlock, or no unlock left.</summary>
    public StateConflict? WhyNoUnlock => WhyClosed switch
    {
        { } conflict => conflict,
        null when !NeedsUnlock => StateConflict.NotLocked,
        null when Unlocks >= Policy.MaxUnlocks || Generation >= MaxGenerations => StateConflict.NoUnlocksLeft,
        null => null,
    };

    /// <summary>What leads on from a lock or a hold, as settled; null: nothing is in the way, or nothing leads on.</summary>
    public WayOut? WayOut => Status switch
    {
        DeliveryStatus.Locked or DeliveryStatus.Held when NeedsUnlock => WhyNoUnlock is null ? Deliveries.WayOut.Unlock : Deliveries.WayOut.Cancel,
        DeliveryStatus.Held => Deliveries.WayOut.Reissue,
        _ => null,
    };

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
        var link = fresh.Keys.LinkTo(delivery.Id, delivery.LinkVersion).Digest;
        return new Step(delivery.Apply(issued, fresh.SealFor(delivery.Id, generation: 1), link), issued);
    }

    /// <summary>R4: a new generation; the failed count stays. With none left the delivery is held instead.</summary>
    public Decision Reissue(FreshCode fresh, DateTimeOffset now)
    {
        var settled = Settle(now);
        return settled.After.WhyNoReissue switch
        {
            null => Renew(settled, fresh),
            StateConflict.NoGenerationsLeft when settled.After.Status == DeliveryStatus.Pending =>
                settled.Then(new Held(Held.GenerationsUsedUp)).Refuse(StateConflict.NoGenerationsLeft),
            { } conflict => settled.Refuse(conflict),
        };
    }

    /// <summary>
    /// R3: lifts a lock with a new generation and three new tries. Also leads out of a hold that no reissue
    /// can leave, since R4 counts generations "without an unlock".
    /// </summary>
    public Decision Unlock(string reason, FreshCode fresh, DateTimeOffset now)
    {
        var settled = Settle(now);
        var generation = Generation + 1;
        return settled.After.WhyNoUnlock is { } conflict
            ? settled.Refuse(conflict)
            : settled.Then(new Unlocked(reason, generation, now), fresh.SealFor(Id, generation));
    }

    /// <summary>Kills the code until a reissue (R5).</summary>
    public Decision Hold(string reason, DateTimeOffset now)
    {
        var settled = Settle(now);
        return settled.After.WhyNoHold is { } conflict ? settled.Refuse(conflict) : settled.Then(new Held(reason));
    }

    /// <summary>Calls the delivery off for good.</summary>
    public Decision Cancel(string reason, DateTimeOffset now)
    {
        var settled = Settle(now);
        return settled.After.WhyClosed is { } conflict ? settled.Refuse(conflict) : settled.Then(new Cancelled(reason));
    }

    /// <summary>
    /// R5: new data, new generation; but another courier, parcel or day lets a code live that nobody can have heard yet. A locked or
    /// held delivery takes the data and stays without a code; one whose generations are used up is held (R4). A session at another
    /// door, or of another courier, ends.
    /// </summary>
    public Decision Change(DeliveryChange change, FreshCode fresh, DateTimeOffset now)
    {
        var settled = Settle(now);
        if (!change.IsAboutOrder && settled.After.WhyClosed is { } conflict)
            return settled.Refuse(conflict);
        var wanted = change.ApplyTo(settled.After);
        if (change.WhyNot(wanted) is { } objection)
            return settled.Refuse(objection);
        if (wanted == settled.After)
            return settled;

        if (change.EndsSession && settled.After.Visits.Session is { } session)
            settled = settled.Then(new SessionClosed(session, SessionEnd.Changed), isAutomatic: true);
        int? newLink = wanted.LinkVersion == LinkVersion ? null : wanted.LinkVersion;
        var link = newLink is null ? null : fresh.Keys.LinkTo(Id, wanted.LinkVersion).Digest;
        var kills = Status == DeliveryStatus.Pending && change.Kills(IsExposed);
        var generation = Generation + 1;
        if (kills && HasGenerationsLeft)
            return settled.Then(new Changed(change, generation, now, newLink), fresh.SealFor(Id, generation), link);
        var changed = settled.Then(new Changed(change, Generation: null, now, newLink), link: link);
        return kills ? changed.Then(new Held(Held.GenerationsUsedUp), isAutomatic: true) : changed;
    }

    private static Decision Renew(Decision before, FreshCode fresh, bool isAutomatic = false)
    {
        var generation = before.After.Generation + 1;
        return before.Then(new Renewed(generation), fresh.SealFor(before.After.Id, generation), isAutomatic: isAutomatic);
    }
}
