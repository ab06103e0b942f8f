using System.Diagnostics;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Deliveries;

/// <content>The fold: each event, and what it makes of the delivery.</content>
public sealed partial record Delivery
{
    /// <summary>The fold: the state after one more event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="fresh">The sealed code, where the event brings a new generation. Codes are not in the journal.</param>
    /// <param name="link">The digest of a new link, where the event brings one. It is not in the journal either.</param>
    public Delivery Apply(DeliveryEvent happened, LiveCode? fresh = null, byte[]? link = null)
    {
        var after = Fold(happened, fresh);
        return after with
        {
            Sequence = Sequence + 1,
            LinkDigest = link ?? LinkDigest,
            Review = Review || after.SignalTotal >= Policy.ReviewThreshold,
        };
    }

    private Delivery Fold(DeliveryEvent happened, LiveCode? fresh) => happened switch
    {
        Issued => this with { Code = fresh },
        Renewed renewed => WithGeneration(renewed.Generation, fresh),
        Held held => WithoutCode(DeliveryStatus.Held).With(visits => visits with { HeldBecause = held.Cause }),
        Unlocked unlocked => AfterUnlock(unlocked, fresh),
        Cancelled => Ended(DeliveryStatus.Cancelled),
        Expired => Ended(DeliveryStatus.Expired),
        Changed changed => AfterChange(changed, fresh),
        Arrived { Arrival: var arrival, Verdict: var verdict } arrived =>
            AfterVisit(arrival, verdict.Place, verdict.Signals, verdict.IsStranger ? arrived.At : null, verdict.Opens),
        Attempted { Attempt: var attempt, Verdict: var verdict } attempted => AfterAttempt(attempt, verdict, attempted.At),
        SessionClosed closed => WithCode(null).With(visits => visits.Closed(IsCodeKnown && closed.Reason != SessionEnd.Changed)),
        Revealed revealed => AfterReveal(revealed, fresh),
        Hidden => (Policy.CodeRelease == CodeRelease.OnArrival ? WithCode(null) : this).With(visits => visits.Covered()),
        Denied denied => WithSignals([denied.Signal]),
        LeftReported reported => WithSignals([reported.Signal]).With(visits => visits with { IsLeftReported = true }),
        Received => With(visits => visits with { IsReceived = true }),
        Contested => this with { Status = DeliveryStatus.Contested },
        SignalRaised { Stranger: { } stranger } raised => WithStrangersSignals(stranger, [raised.Signal]),
        SignalRaised raised => WithSignals([raised.Signal]),
        Viewed => this,
        Noted or DisputeNoted => this,
        LinkSent => this with { LinksSent = LinksSent + 1 },
        DisputeOpened opened => this with { OpenDispute = opened.Id },
        DisputeDecided => this with { OpenDispute = null },
        _ => throw new UnreachableException(),
    };

    /// <summary>Under <c>on_arrival</c> nobody at the door knows a code that was not shown: nobody was at home.</summary>
    private bool IsCodeKnown => Policy.CodeRelease == CodeRelease.OnIssue || Visits.Session is { WasShown: true };

    private Delivery With(Func<VisitHistory, VisitHistory> change) => this with { Visits = change(Visits) };

    /// <summary>The code before it is superseded, and its digits are a guess no more (R12, row 12).</summary>
    private Delivery WithCode(LiveCode? next) => this with
    {
        Code = next,
        Superseded = Code is not { } old
            ? Superseded
            : [.. Superseded.TakeLast(SupersededCode.Capacity - 1), new SupersededCode(Generation, old.KeyId, old.Digest)],
    };

    /// <summary>R4: it counts when the code that it replaces may have been heard. In a session it may be heard itself.</summary>
    private Delivery WithGeneration(int generation, LiveCode? code) => WithCode(code) with
    {
        Status = DeliveryStatus.Pending,
        Generation = generation,
        GenerationsSinceUnlock = GenerationsSinceUnlock + (IsExposed ? 1 : 0),
        Visits = Visits.Covered() with { ExposedGeneration = Visits.Session is null ? Visits.ExposedGeneration : generation },
    };

    private Delivery WithoutCode(DeliveryStatus status) => WithCode(null).With(visits => visits.Covered()) with { Status = status };

    /// <summary>No code is ever compared again, so none is remembered.</summary>
    private Delivery Ended(DeliveryStatus status) => this with
    {
        Status = status,
        Code = null,
        Superseded = [],
        Visits = Visits.Closed(countsSilence: false),
    };

    private Delivery AfterUnlock(Unlocked unlocked, LiveCode? fresh)
    {
        CourierId[] couriers = Status == DeliveryStatus.Locked
            ? [.. Visits.WrongTries.TakeLast(FailedTries).Select(wrong => wrong.Courier).Distinct()]
            : [];
        return WithGeneration(unlocked.Generation, fresh).With(visits => visits with { LiftedLock = new LiftedLock(unlocked.At, couriers) }) with
        {
            GenerationsSinceUnlock = 1,
            FailedTries = 0,
            Unlocks = Unlocks + 1,
        };
    }

    private Delivery AfterChange(Changed changed, LiveCode? fresh)
    {
        var after = changed.Change.ApplyTo(this);
        if (changed.Generation is { } generation)
            after = after.WithGeneration(generation, fresh);
        if (changed.Change.MovesRecipient)
            after = after.With(visits => visits with { RecipientChangedAt = changed.At });
        CourierId[] free = after.Courier is { } courier ? [courier] : [.. after.Visits.Inside];
        return free.Aggregate(after, (delivery, each) => delivery.Admit(each));
    }

    private Delivery AfterReveal(Revealed revealed, LiveCode? fresh)
    {
        var after = revealed.Generation == Generation ? this : WithCode(fresh) with { Generation = revealed.Generation };
        return after.With(visits => visits with
        {
            Session = visits.Session!.Show(new Showing(revealed.Showing, revealed.Until)),
            Showings = revealed.Showing,
            ExposedGeneration = revealed.Generation,
        });
    }

    /// <param name="visit">Whose.</param>
    /// <param name="place">What the place gate found.</param>
    /// <param name="signals">What was noticed.</param>
    /// <param name="strangerAt">When it was refused, to one who may not deliver this parcel.</param>
    /// <param name="opens">The session that it opened.</param>
    private Delivery AfterVisit(
        Visit visit,
        PlaceAssessment place,
        IReadOnlyList<Signal> signals,
        DateTimeOffset? strangerAt,
        DoorstepSession? opens)
    {
        var after = strangerAt is { } at
            ? WithStrangersSignals(visit.Courier, signals).With(visits => visits with { Refused = RefusedVisits.After(visits.Refused, at) })
            : WithSignals(signals);
        if (opens is not null)
            after = after.With(visits => visits.Opened(opens) with { ExposedGeneration = Generation });
        return place.Verdict == PlaceVerdict.Inside ? after.AfterInside(visit.Courier) : after;
    }

    private Delivery AfterAttempt(Attempt attempt, AttemptVerdict verdict, DateTimeOffset at)
    {
        var after = AfterVisit(attempt, verdict.Place, verdict.Signals, verdict.IsStranger ? at : null, verdict.Opens);
        if (!verdict.IsStranger && after.Visits.Session is { } session)
            after = after.With(visits => visits with { Session = session with { Attempts = session.Attempts + 1 } });
        if (verdict.Compared)
            after = after.With(visits => visits with { ExposedGeneration = Generation });
        return verdict.Outcome switch
        {
            AttemptOutcome.Accepted => after.Ended(DeliveryStatus.Delivered).With(visits => visits with { AcceptedAt = at }),
            AttemptOutcome.WrongCode => after.WithWrongTry(new WrongTry(at, attempt.Courier, attempt.Fix?.Position)),
            _ => after,
        };
    }

    /// <summary>R3: three wrong tries lock, here and nowhere else.</summary>
    private Delivery WithWrongTry(WrongTry wrong)
    {
        var failed = With(visits => visits with { WrongTries = [.. visits.WrongTries, wrong] }) with { FailedTries = FailedTries + 1 };
        return failed.FailedTries == MaxTries ? failed.WithoutCode(DeliveryStatus.Locked) : failed;
    }
}
