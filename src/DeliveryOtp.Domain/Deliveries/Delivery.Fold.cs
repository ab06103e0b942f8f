using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Deliveries;

/// <content>The fold: each event, and what it makes of the delivery.</content>
public sealed partial record Delivery
{
    /// <summary>The fold: the state after one more event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="fresh">The sealed code, where the event brings a new generation. Codes are not in the journal.</param>
    /// <param name="link">The digest of a new link, where the event brings one. It is not in the journal either.</param>
    public Delivery Apply(DeliveryEvent happened, LiveCode? fresh = null, byte[]? link = null) =>
        Fold(happened, fresh) with { Sequence = Sequence + 1, LinkDigest = link ?? LinkDigest };

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
        Cancelled => WithoutCode(DeliveryStatus.Cancelled) with { Visits = Visits.Closed(countsSilence: false) },
        Expired => WithoutCode(DeliveryStatus.Expired) with { Visits = Visits.Closed(countsSilence: false) },
        Changed { Generation: { } generation } changed => changed.Change.ApplyTo(this).WithGeneration(generation, fresh),
        // The entry that says so follows; journals of before have none.
        Changed changed when Status == DeliveryStatus.Pending =>
            changed.Change.ApplyTo(this).WithoutCode(DeliveryStatus.Held),
        Changed changed => changed.Change.ApplyTo(this),
        Arrived { Verdict: var verdict } => WithSignals(verdict.Signals) with { Visits = VisitsAfter(verdict) },
        Attempted { Attempt: var attempt, Verdict: var verdict } attempted =>
            After(attempt, verdict, attempted.At),
        SessionClosed closed => this with
        {
            Code = null,
            Visits = Visits.Closed(IsCodeKnown && closed.Reason != SessionEnd.Changed),
        },
        Revealed => this with { Visits = Visits with { Session = Visits.Session! with { IsRevealed = true } } },
        Denied denied => WithSignals([denied.Signal]),
        LeftReported reported => WithSignals([reported.Signal]) with { Visits = Visits with { IsLeftReported = true } },
        Received => this with { Visits = Visits with { IsReceived = true } },
        Contested => this with { Status = DeliveryStatus.Contested },
        SignalRaised raised => WithSignals([raised.Signal]),
        Viewed => this,
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, message: null),
    };

    /// <summary>Under <c>on_arrival</c> nobody at the door knows a code that was not revealed: nobody was at home.</summary>
    private bool IsCodeKnown => Policy.CodeRelease == CodeRelease.OnIssue || Visits.Session is { IsRevealed: true };

    private Delivery WithGeneration(int generation, LiveCode? code) => this with
    {
        Status = DeliveryStatus.Pending,
        Generation = generation,
        GenerationsSinceUnlock = GenerationsSinceUnlock + 1,
        Code = code,
    };

    private Delivery WithoutCode(DeliveryStatus status) => this with { Status = status, Code = null };

    /// <summary>Each counts once, however often it is raised.</summary>
    private Delivery WithSignals(IReadOnlyList<Signal> raised) => raised.Count == 0
        ? this
        : this with { Signals = Signals.SetItems(raised.Select(signal => KeyValuePair.Create(signal.Name, signal.Weight))) };

    private VisitHistory VisitsAfter(ArrivalVerdict verdict) =>
        verdict.Opens is { } session ? Visits.Opened(session) : Visits;

    private Delivery After(Attempt attempt, AttemptVerdict verdict, DateTimeOffset at)
    {
        var visits = verdict.Opens is { } opened ? Visits.Opened(opened) : Visits;
        if (visits.Session is { } session)
            visits = visits with { Session = session with { Attempts = session.Attempts + 1 } };
        var after = WithSignals(verdict.Signals) with { Visits = visits };
        return verdict.Outcome switch
        {
            AttemptOutcome.Accepted => after.WithoutCode(DeliveryStatus.Delivered) with
            {
                Visits = visits with { Session = null, AcceptedAt = at },
            },
            AttemptOutcome.WrongCode => after.WithWrongTry(new WrongTry(at, attempt.Fix?.Position)),
            _ => after,
        };
    }

    private Delivery WithWrongTry(WrongTry wrong)
    {
        var failed = this with
        {
            FailedTries = FailedTries + 1,
            Visits = Visits with { WrongTries = [.. Visits.WrongTries, wrong] },
        };
        return failed.FailedTries == MaxTries ? failed.WithoutCode(DeliveryStatus.Locked) : failed;
    }
}
