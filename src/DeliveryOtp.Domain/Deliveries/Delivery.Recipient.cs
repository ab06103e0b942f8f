using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Deliveries;

/// <content>What the recipient may do (R9, R19).</content>
public sealed partial record Delivery
{
    /// <summary>R9: "a courier is in front of me". From now on, while the session is open, the page shows the code.</summary>
    public Decision Reveal(DateTimeOffset now)
    {
        var settled = Settle(now);
        return settled.After switch
        {
            { WhyClosed: { } conflict } => settled.Refuse(conflict),
            { Policy.CodeRelease: CodeRelease.OnIssue } => settled.Refuse(StateConflict.NothingToReveal),
            { Visits.Session: null } => settled.Refuse(StateConflict.NobodyArrived),
            { Code: null } => settled.Refuse(StateConflict.NothingToReveal),
            { Visits.Session.IsRevealed: true } => settled,
            _ => settled.Then(new Revealed()),
        };
    }

    /// <summary>R9: "nobody is here". The session closes and its code dies.</summary>
    public Decision Deny(DateTimeOffset now)
    {
        var settled = Settle(now);
        return settled.After switch
        {
            { WhyClosed: { } conflict } => settled.Refuse(conflict),
            { Visits.Session: { } session } => settled
                .Then(new Denied(RecipientSignals.ArrivalDenied(session)))
                .Then(new SessionClosed(session, SessionEnd.Denied), isAutomatic: true),
            _ => settled.Refuse(StateConflict.NobodyArrived),
        };
    }

    /// <summary>R19: "the courier left with my parcel". The code dies now, and the delivery is held unless it is locked.</summary>
    public Decision ReportLeft(DateTimeOffset now)
    {
        var settled = Settle(now);
        if (settled.After.WhyClosed is { } conflict)
            return settled.Refuse(conflict);
        if (Visits.IsLeftReported && Status != DeliveryStatus.Pending)
            return settled.Refuse(StateConflict.AlreadyReported);

        var reported = settled.Then(new LeftReported(RecipientSignals.LeftWithParcel(now)));
        if (reported.After.Visits.Session is { } session)
            reported = reported.Then(new SessionClosed(session, SessionEnd.LeftReported), isAutomatic: true);
        return Status == DeliveryStatus.Pending
            ? reported.Then(new Held(Held.LeftReported), isAutomatic: true)
            : reported;
    }

    /// <summary>R19: "I have it", also after a contest. Evidence, and nothing else changes.</summary>
    public Decision ConfirmReceipt(DateTimeOffset now)
    {
        var settled = Settle(now);
        return settled.After switch
        {
            { Visits.AcceptedAt: null } => settled.Refuse(StateConflict.NotDelivered),
            { Visits.IsReceived: true } => settled.Refuse(StateConflict.AlreadyReceived),
            _ => settled.Then(new Received()),
        };
    }

    /// <summary>R19: "I never got it", for as long as the policy says after the acceptance.</summary>
    public Decision Contest(ContestKind kind, string? statement, DateTimeOffset now)
    {
        var settled = Settle(now);
        return settled.After switch
        {
            { Status: DeliveryStatus.Contested } => settled.Refuse(StateConflict.AlreadyContested),
            { Status: not DeliveryStatus.Delivered } => settled.Refuse(StateConflict.NotDelivered),
            { ContestUntil: { } until } when now >= until => settled.Refuse(StateConflict.TooLateToContest),
            _ => settled.Then(new Contested(kind, statement)),
        };
    }

    /// <summary>Until when the acceptance may be contested; null while there is none.</summary>
    public DateTimeOffset? ContestUntil => Visits.AcceptedAt?.AddHours(Policy.ContestHours);
}
