using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Domain.Tests;

/// <summary>R9 and R19: what the recipient says, and what it does.</summary>
public sealed class RecipientTests
{
    private static readonly DeliveryPolicy OnArrival = DeliveryPolicy.Default with { CodeRelease = CodeRelease.OnArrival };

    [Fact]
    public void R9_a_denial_closes_the_session_kills_the_code_and_raises_a_signal()
    {
        var opened = A.Delivery(OnArrival).Arrive(A.Noon).After;
        var denied = opened.Deny(A.Minutes(1));
        Assert.Equal([typeof(Denied), typeof(SessionClosed)], denied.Steps.Select(step => step.Event.GetType()));
        Assert.Equal([false, true], denied.Steps.Select(step => step.IsAutomatic));
        Assert.Equal(SessionEnd.Denied, ((SessionClosed)denied.Steps[1].Event).Reason);
        var signal = ((Denied)denied.Step!.Event).Signal;
        Assert.Equal(("arrival_denied", 50), (signal.Name, signal.Weight));
        Assert.NotEmpty(signal.Detail);
        Assert.Equal(50, denied.After.Signals["arrival_denied"]);
        Assert.Equal((DeliveryStatus.Pending, null, null), (denied.After.Status, denied.After.Code, denied.After.Visits.Session));

        Assert.Equal(AttemptOutcome.NoArrival, denied.After.Type("042917", A.Minutes(2)).Verdict.Outcome);
        var next = denied.After.Arrive(A.Minutes(3)).After.Shown(A.Minutes(4));
        Assert.Equal(AttemptOutcome.SupersededCode, next.Type("042917", A.Minutes(4)).Verdict.Outcome);
        Assert.Equal(AttemptOutcome.Accepted, next.Type("555555", A.Minutes(4)).Verdict.Outcome);
    }

    [Fact]
    public void R9_nobody_can_be_denied_who_did_not_arrive()
    {
        Assert.Equal(StateConflict.NobodyArrived, A.Delivery().Deny(A.Noon).Conflict);
        Assert.Equal(StateConflict.NobodyArrived, A.Delivery().Arrive(A.Noon).After.Deny(A.Minutes(10)).Conflict);
        Assert.Equal(StateConflict.AlreadyCancelled, A.Delivery().Cancel("why", A.Noon).After.Deny(A.Noon).Conflict);
    }

    [Fact]
    public void R19_a_report_kills_the_code_closes_the_session_and_holds_the_delivery()
    {
        var reported = A.Delivery().Arrive(A.Noon).After.ReportLeft(A.Minutes(5));
        Assert.Equal(
            [typeof(LeftReported), typeof(SessionClosed), typeof(Held)],
            reported.Steps.Select(step => step.Event.GetType()));
        Assert.Equal([false, true, true], reported.Steps.Select(step => step.IsAutomatic));
        Assert.Equal(SessionEnd.LeftReported, ((SessionClosed)reported.Steps[1].Event).Reason);
        var signal = ((LeftReported)reported.Step!.Event).Signal;
        Assert.Equal(("left_with_parcel", 80), (signal.Name, signal.Weight));
        Assert.NotEmpty(signal.Detail);
        Assert.Equal((DeliveryStatus.Held, null, null), (reported.After.Status, reported.After.Code, reported.After.Visits.Session));
        Assert.True(reported.After.Review);
        Assert.Equal(AttemptOutcome.Held, reported.After.Type("042917", A.Minutes(6)).Verdict.Outcome);
        Assert.Equal(ArrivalOutcome.Held, reported.After.Arrive(A.Minutes(6)).Verdict.Outcome);
    }

    [Fact]
    public void R19_a_report_needs_no_session()
    {
        var reported = A.Delivery().ReportLeft(A.Noon);
        Assert.Equal([typeof(LeftReported), typeof(Held)], reported.Steps.Select(step => step.Event.GetType()));
        Assert.Equal((DeliveryStatus.Held, null), (reported.After.Status, reported.After.Code));
    }

    [Fact]
    public void R19_a_report_is_made_once_until_a_new_code_comes()
    {
        var reported = A.Delivery().ReportLeft(A.Noon).After;
        Assert.Equal(StateConflict.AlreadyReported, reported.ReportLeft(A.Minutes(1)).Conflict);
        var renewed = reported.Reissue(A.Fresh("555555"), A.Minutes(2)).After;
        Assert.Equal(DeliveryStatus.Held, renewed.ReportLeft(A.Minutes(3)).After.Status);
    }

    [Fact]
    public void R19_a_report_leaves_a_lock_locked_and_ends_its_session()
    {
        var locked = A.Delivery().After("111111", "222222", "333333");
        var reported = locked.ReportLeft(A.Minutes(1));
        Assert.Equal([typeof(LeftReported), typeof(SessionClosed)], reported.Steps.Select(step => step.Event.GetType()));
        Assert.Equal((DeliveryStatus.Locked, null), (reported.After.Status, reported.After.Visits.Session));
        Assert.Equal(StateConflict.AlreadyReported, reported.After.ReportLeft(A.Minutes(2)).Conflict);
        Assert.Equal(StateConflict.IsLocked, reported.After.Reissue(A.Fresh("555555"), A.Minutes(2)).Conflict);
    }

    [Fact]
    public void R19_nothing_is_reported_about_a_delivery_that_is_over()
    {
        Assert.Equal(StateConflict.AlreadyDelivered, A.Delivery().After("042917").ReportLeft(A.Minutes(1)).Conflict);
        Assert.Equal(StateConflict.AlreadyExpired, A.Delivery().ReportLeft(A.Delivery().ExpiresAt).Conflict);
    }

    [Fact]
    public void R19_a_receipt_is_evidence_and_nothing_else()
    {
        var delivered = A.Delivery().After("042917");
        var received = delivered.ConfirmReceipt(A.Minutes(1));
        Assert.IsType<Received>(received.Step!.Event);
        Assert.Equal((DeliveryStatus.Delivered, true), (received.After.Status, received.After.Visits.IsReceived));
        Assert.Equal(StateConflict.AlreadyReceived, received.After.ConfirmReceipt(A.Minutes(2)).Conflict);
        Assert.Equal(StateConflict.NotDelivered, A.Delivery().ConfirmReceipt(A.Noon).Conflict);
        Assert.Null(received.After.Contest(ContestKind.EmptyBox, "a brick", A.Dispute, A.Minutes(3)).Conflict);
    }

    [Theory]
    [InlineData(48, 0, null)]
    [InlineData(48, -1, DeliveryStatus.Contested)]
    [InlineData(1, 0, null)]
    [InlineData(1, -1, DeliveryStatus.Contested)]
    [InlineData(720, -1, DeliveryStatus.Contested)]
    public void R19_an_acceptance_may_be_contested_for_as_long_as_the_policy_says(int hours, int ticks, DeliveryStatus? expected)
    {
        var delivered = A.Delivery(DeliveryPolicy.Default with { ContestHours = hours }).Type("042917", A.Minutes(7)).After;
        Assert.Equal(A.Minutes(7).AddHours(hours), delivered.ContestUntil);
        var contested = delivered.Contest(ContestKind.NotReceived, "nobody came", A.Dispute, A.Minutes(7).AddHours(hours).AddTicks(ticks));
        Assert.Equal(expected ?? DeliveryStatus.Delivered, contested.After.Status);
        Assert.Equal(expected is null ? StateConflict.TooLateToContest : null, contested.Conflict);
    }

    [Fact]
    public void R19_a_contest_is_made_once_and_tells_what_is_wrong()
    {
        var contested = A.Delivery().After("042917").Contest(ContestKind.NotReceived, "nobody came", A.Dispute, A.Minutes(1));
        Assert.Equal(new Contested(ContestKind.NotReceived, "nobody came", Dispute: A.Dispute), contested.Step!.Event);
        Assert.Equal(StateConflict.AlreadyContested, contested.After.Contest(ContestKind.WrongItem, null, A.Dispute, A.Minutes(2)).Conflict);
        Assert.Equal(AttemptOutcome.AlreadyDelivered, contested.After.Type("042917", A.Minutes(2)).Verdict.Outcome);
        Assert.Equal(StateConflict.AlreadyDelivered, contested.After.Cancel("why", A.Minutes(2)).Conflict);
    }

    [Fact]
    public void R19_only_an_acceptance_can_be_contested()
    {
        Assert.Equal(StateConflict.NotDelivered, A.Delivery().Contest(ContestKind.NotReceived, null, A.Dispute, A.Noon).Conflict);
        Assert.Null(A.Delivery().ContestUntil);
    }
}
