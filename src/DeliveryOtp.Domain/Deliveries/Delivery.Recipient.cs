using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Deliveries;

/// <content>What the recipient may do (R9, R19).</content>
public sealed partial record Delivery
{
    /// <summary>
    /// R9: "a courier is in front of me". Begins a showing, with a new code where the last one is dead; while one lives it changes
    /// nothing.
    /// </summary>
    public Decision Show(FreshCode fresh, DateTimeOffset now)
    {
        var settled = Settle(now);
        return settled.After switch
        {
            { WhyClosed: { } conflict } => settled.Refuse(conflict),
            { Visits.Session: null } => settled.Refuse(StateConflict.NobodyArrived),
            { Status: not DeliveryStatus.Pending } => settled.Refuse(StateConflict.NothingToReveal),
            { Visits.Session.Showing: not null } => settled,
            { Visits.Session.Starts: >= Showing.LimitOfSession } => settled.Refuse(StateConflict.TooManyShowings),
            { Code: not null } => settled.Then(settled.After.NextShowing(Generation, now)),
            { Generation: < MaxGenerations } => settled.Then(
                settled.After.NextShowing(Generation + 1, now),
                fresh.SealFor(Id, Generation + 1)),
            _ => settled.Then(new Held(Held.GenerationsUsedUp), isAutomatic: true).Refuse(StateConflict.NoGenerationsLeft),
        };
    }

    /// <summary>R9: "keep showing". The same digits, from now for as long as a showing lasts; one that is over stays over.</summary>
    public Decision KeepShowing(int number, DateTimeOffset now)
    {
        var settled = Settle(now);
        return settled.After switch
        {
            { WhyClosed: { } conflict } => settled.Refuse(conflict),
            { Visits.Session.Showing: { } showing } when showing.Number == number => settled.After.Extend(settled, showing, now),
            _ => settled.Refuse(StateConflict.ShowingIsOver),
        };
    }

    /// <summary>R9: hides the code at once. A showing that is over stays over, and a later one goes on.</summary>
    public Decision Hide(int number, DateTimeOffset now)
    {
        var settled = Settle(now);
        return settled.After.Visits.Session?.Showing?.Number == number
            ? settled.Then(new Hidden(number, HiddenBy.Recipient, now))
            : settled;
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

    /// <summary>
    /// R19: "I never got it", for as long as the policy says after the acceptance. A dispute opens with it, unless one is open
    /// already.
    /// </summary>
    /// <param name="kind">What is wrong.</param>
    /// <param name="statement">In the recipient's words.</param>
    /// <param name="newDispute">The id of the dispute that opens.</param>
    /// <param name="now">The time.</param>
    /// <param name="reason">Why support says it in the recipient's name; null: they said it themselves.</param>
    public Decision Contest(ContestKind kind, string? statement, DisputeId newDispute, DateTimeOffset now, string? reason = null)
    {
        var settled = Settle(now);
        return settled.After switch
        {
            _ when settled.After.WhyNoContest(now) is { } conflict => settled.Refuse(conflict),
            { OpenDispute: { } open } => settled.Then(new Contested(kind, statement, reason, open)),
            _ => settled
                .Then(new Contested(kind, statement, reason, newDispute))
                .Then(new DisputeOpened(newDispute, kind, Complainant.Recipient, statement, now + Disputes.Dispute.TimeToDecide), isAutomatic: true),
        };
    }

    /// <summary>Why it can't be contested; null: it can.</summary>
    public StateConflict? WhyNoContest(DateTimeOffset now) => Status switch
    {
        DeliveryStatus.Contested => StateConflict.AlreadyContested,
        DeliveryStatus.Delivered => now >= ContestUntil ? StateConflict.TooLateToContest : null,
        DeliveryStatus.Pending or DeliveryStatus.Locked or DeliveryStatus.Held or DeliveryStatus.Cancelled or DeliveryStatus.Expired =>
            StateConflict.NotDelivered,
    };

    /// <summary>Until when the acceptance may be contested; null while there is none.</summary>
    public DateTimeOffset? ContestUntil => Visits.AcceptedAt?.AddHours(Policy.ContestHours);

    private Revealed NextShowing(int generation, DateTimeOffset now) => new(Visits.Showings + 1, generation, EndOfShowing(now));

    private Decision Extend(Decision settled, Showing showing, DateTimeOffset now)
    {
        if (Visits.Session!.Extensions >= Showing.LimitOfSession)
            return settled.Refuse(StateConflict.TooManyShowings);
        var until = EndOfShowing(now);
        return until > showing.Until ? settled.Then(new Revealed(showing.Number, Generation, until)) : settled;
    }

    private DateTimeOffset EndOfShowing(DateTimeOffset now)
    {
        var (until, closesAt) = (now.AddSeconds(Policy.RevealSeconds), Visits.Session!.ClosesAt);
        return until < closesAt ? until : closesAt;
    }
}
