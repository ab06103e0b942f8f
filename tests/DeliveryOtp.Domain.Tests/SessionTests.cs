using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Tests;

/// <summary>R6–R8: a session opens at the door, closes by itself, and takes its code with it.</summary>
public sealed class SessionTests
{
    private static readonly CourierId Another = new("crr-072");
    private static readonly DeliveryPolicy OnArrival = DeliveryPolicy.Default with { CodeRelease = CodeRelease.OnArrival };

    [Fact]
    public void R6_an_arrival_opens_a_session_for_ten_minutes_with_the_first_code()
    {
        var (after, verdict) = A.Delivery().Arrive(A.Noon);
        Assert.Equal((ArrivalOutcome.Opened, DeliveryStatus.Pending, 3), (verdict.Outcome, verdict.DeliveryStatus, verdict.TriesLeft));
        var session = after.SessionAt(A.Noon)!;
        Assert.Equal(verdict.Opens, session);
        Assert.Equal((1, A.Noon, A.Minutes(10), true), (session.Number, session.OpenedAt, session.ClosesAt, session.ByArrival));
        Assert.Equal((A.Courier, A.Phone, PlaceVerdict.Inside), (session.Courier, session.Device, session.Place));
        Assert.Equal(1, after.Generation);
        Assert.Equal(AttemptOutcome.Accepted, after.Type("042917", A.Minutes(9)).Verdict.Outcome);
    }

    [Fact]
    public void R6_the_first_attempt_opens_the_first_session_by_itself()
    {
        var (after, verdict) = A.Delivery().Try(A.Attempt("111111"));
        Assert.Equal((AttemptOutcome.WrongCode, 1), (verdict.Outcome, verdict.Session));
        var session = after.SessionAt(A.Noon)!;
        Assert.Equal((1, A.Minutes(10), false, 1), (session.Number, session.ClosesAt, session.ByArrival, session.Attempts));
    }

    [Fact]
    public void R6_a_refused_attempt_opens_no_session()
    {
        var (after, verdict) = A.Delivery().Try(A.Attempt("12ab"));
        Assert.Equal((null, null), (verdict.Opens, verdict.Session));
        Assert.Equal((null, 0), (after.SessionAt(A.Noon), after.Visits.Sessions));
    }

    [Fact]
    public void R6_an_arrival_while_a_session_is_open_opens_no_other()
    {
        var opened = A.Delivery().Arrive(A.Noon).After;
        var (after, verdict) = opened.Arrive(A.Minutes(5), arrival: A.Arrival(courier: Another));
        Assert.Equal((ArrivalOutcome.AlreadyOpen, null), (verdict.Outcome, verdict.Opens));
        Assert.Equal(opened.Visits.Session, after.Visits.Session);
        Assert.Equal(1, after.Generation);
    }

    [Theory]
    [InlineData(599.999, AttemptOutcome.Accepted)]
    [InlineData(600, AttemptOutcome.NoArrival)]
    [InlineData(600.001, AttemptOutcome.NoArrival)]
    public void R7_a_session_and_its_code_are_over_at_closes_at_without_any_timer(double laterS, AttemptOutcome expected)
    {
        var now = A.Noon.AddSeconds(laterS);
        var opened = A.Delivery().Arrive(A.Noon).After;
        var isOpen = expected == AttemptOutcome.Accepted;
        Assert.Equal((isOpen, isOpen), (opened.SessionAt(now) is not null, opened.CodeAt(now) is not null));
        Assert.Equal(expected, opened.Type("042917", now).Verdict.Outcome);
    }

    [Fact]
    public void R7_the_next_command_after_the_end_tells_the_journal_first()
    {
        var opened = A.Delivery().Arrive(A.Noon).After;
        var decision = opened.Hold("why", A.Minutes(10));
        Assert.Equal([typeof(SessionClosed), typeof(Held)], decision.Steps.Select(step => step.Event.GetType()));
        Assert.Equal([true, false], decision.Steps.Select(step => step.IsAutomatic));
        Assert.Equal(new SessionClosed(opened.Visits.Session!, SessionEnd.Time), decision.Steps[0].Event);
        Assert.Equal((2, 3), (opened.Sequence, decision.Steps[0].After.Sequence));
    }

    [Fact]
    public void R7_settling_twice_settles_once()
    {
        var opened = A.Delivery().Arrive(A.Noon).After;
        Assert.Empty(opened.Settle(A.Minutes(9)).Steps);
        var settled = opened.Settle(A.Minutes(10));
        Assert.Single(settled.Steps);
        Assert.Equal((null, null, DeliveryStatus.Pending), (settled.After.Code, settled.After.Visits.Session, settled.After.Status));
        Assert.Empty(settled.After.Settle(A.Minutes(11)).Steps);
    }

    [Fact]
    public void R7_the_next_session_has_a_new_code_and_the_overheard_one_is_wrong()
    {
        var decision = A.Delivery().Arrive(A.Noon).After
            .Arrive(A.Arrival().At(A.Minutes(30)), Standing.Clean, A.Fresh("555555"), A.Minutes(30));
        Assert.Equal(
            [typeof(SessionClosed), typeof(Renewed), typeof(Arrived)],
            decision.Steps.Select(step => step.Event.GetType()));
        Assert.Equal([true, true, false], decision.Steps.Select(step => step.IsAutomatic));
        var second = decision.After;
        Assert.Equal((2, 2), (second.Generation, second.Visits.Session!.Number));
        Assert.Equal(AttemptOutcome.SupersededCode, second.Type("042917", A.Minutes(31)).Verdict.Outcome);
        Assert.Equal(AttemptOutcome.Accepted, second.Type("555555", A.Minutes(31)).Verdict.Outcome);
    }

    [Fact]
    public void R7_a_session_of_attempts_alone_takes_its_code_with_it_too()
    {
        var tried = A.Delivery().After("111111");
        var (after, verdict) = tried.Type("042917", A.Minutes(10));
        Assert.Equal((AttemptOutcome.NoArrival, null, 2), (verdict.Outcome, after.Code, after.TriesLeft));
        Assert.Equal(AttemptOutcome.SupersededCode, after.Arrive(A.Minutes(11)).After.Type("042917", A.Minutes(11)).Verdict.Outcome);
    }

    [Fact]
    public void R8_after_a_closed_session_an_attempt_is_refused_and_costs_no_try()
    {
        var (after, verdict) = A.Delivery().After("111111", "222222").Type("333333", A.Minutes(10));
        Assert.Equal((AttemptOutcome.NoArrival, false, 1), (verdict.Outcome, verdict.Compared, verdict.TriesLeft));
        Assert.Equal((1, DeliveryStatus.Pending), (after.TriesLeft, after.Status));
        Assert.Equal((null, null), (verdict.Session, verdict.PresentedDigest));
    }

    [Fact]
    public void R8_a_new_code_does_not_replace_an_arrival()
    {
        var renewed = A.Delivery().Arrive(A.Noon).After.Reissue(A.Fresh("555555"), A.Minutes(20)).After;
        Assert.NotNull(renewed.Code);
        Assert.Equal(AttemptOutcome.NoArrival, renewed.Type("555555", A.Minutes(20)).Verdict.Outcome);
        var (arrived, verdict) = renewed.Arrive(A.Minutes(21), next: "666666");
        Assert.Equal((ArrivalOutcome.Opened, 2), (verdict.Outcome, arrived.Generation));
        Assert.Equal(AttemptOutcome.Accepted, arrived.Type("555555", A.Minutes(22)).Verdict.Outcome);
    }

    [Theory]
    [InlineData(CodeRelease.OnArrival, ArrivalRule.FirstSessionOptional)]
    [InlineData(CodeRelease.OnIssue, ArrivalRule.Required)]
    public void R8_where_an_arrival_is_required_it_leads_to_the_code(CodeRelease release, ArrivalRule arrival)
    {
        var delivery = A.Delivery(DeliveryPolicy.Default with { CodeRelease = release, Arrival = arrival });
        var (refused, verdict) = delivery.Try(A.Attempt());
        Assert.Equal((AttemptOutcome.NoArrival, null), (verdict.Outcome, refused.Visits.Session));
        Assert.Equal(AttemptOutcome.Accepted, refused.Arrive(A.Minutes(1)).After.Shown(A.Minutes(2)).Type("042917", A.Minutes(2)).Verdict.Outcome);
    }

    [Fact]
    public void R12_row_9_comes_before_the_digits_and_after_the_place()
    {
        var over = A.Delivery().Arrive(A.Noon).After.Settle(A.Minutes(10)).After;
        var now = A.Minutes(11);
        Assert.Equal(AttemptOutcome.OutsideGeofence, over.Try(A.Attempt(fix: A.Fix(5000)).At(now), now).Verdict.Outcome);
        Assert.Equal(AttemptOutcome.NoArrival, over.Type("111111", now).Verdict.Outcome);
    }

    [Fact]
    public void R6_only_an_arrival_that_passes_the_place_gate_opens_a_session()
    {
        var (outside, verdict) = A.Delivery().Arrive(A.Noon, arrival: A.Arrival(A.Fix(5000)));
        Assert.Equal((ArrivalOutcome.OutsideGeofence, null), (verdict.Outcome, outside.Visits.Session));
        Assert.Equal(["outside_geofence"], verdict.Signals.Select(signal => signal.Name));

        var flagging = A.Delivery(DeliveryPolicy.Default with { Place = PlaceRule.Flag }, A.Courier);
        Assert.Equal(ArrivalOutcome.Opened, flagging.Arrive(A.Noon, arrival: A.Arrival(A.Fix(5000))).Verdict.Outcome);

        var noFix = A.Arrival(hasFix: false);
        Assert.Equal(ArrivalOutcome.Opened, A.Delivery(courier: A.Courier).Arrive(A.Noon, arrival: noFix).Verdict.Outcome);
        var refusing = A.Delivery(DeliveryPolicy.Default with { UnverifiedPlace = UnverifiedPlaceRule.Refuse }, A.Courier);
        Assert.Equal(ArrivalOutcome.LocationUnverified, refusing.Arrive(A.Noon, arrival: noFix).Verdict.Outcome);
    }

    [Fact]
    public void R6_only_a_courier_who_may_deliver_opens_a_session()
    {
        var parcel = new ParcelBarcode("TBA1");
        var delivery = A.Delivery(courier: A.Courier, parcel: parcel);
        Assert.Equal(ArrivalOutcome.WrongCourier, Arriving(A.Arrival(courier: Another)));
        Assert.Equal(ArrivalOutcome.WrongParcel, Arriving(A.Arrival(scan: new ParcelBarcode("TBA2"))));
        Assert.Equal(ArrivalOutcome.Opened, Arriving(A.Arrival(scan: parcel)));
        Assert.Equal(ArrivalOutcome.Opened, Arriving(A.Arrival())); // the parcel is proven at the hand-over

        ArrivalOutcome Arriving(Arrival arrival) => delivery.Arrive(A.Noon, arrival: arrival).Verdict.Outcome;
    }

    [Fact]
    public void R6_a_delivery_that_is_over_or_stopped_has_no_sessions()
    {
        var delivery = A.Delivery();
        Assert.Equal(ArrivalOutcome.Held, Arriving(delivery.Hold("why", A.Noon).After));
        Assert.Equal(ArrivalOutcome.Locked, Arriving(delivery.After("111111", "222222", "333333")));
        Assert.Equal(ArrivalOutcome.Cancelled, Arriving(delivery.Cancel("why", A.Noon).After));
        Assert.Equal(ArrivalOutcome.AlreadyDelivered, Arriving(delivery.After("042917")));
        Assert.Equal(ArrivalOutcome.Expired, delivery.Arrive(delivery.ExpiresAt).Verdict.Outcome);

        static ArrivalOutcome Arriving(Delivery delivery) => delivery.Arrive(A.Noon).Verdict.Outcome;
    }

    [Fact]
    public void R4_an_arrival_with_no_generation_left_holds_the_delivery_and_opens_nothing()
    {
        var once = A.Delivery(DeliveryPolicy.Default with { MaxGenerations = 2 });
        var twice = once.Arrive(A.Noon).After.Arrive(A.Minutes(30)).After;
        var decision = twice.Arrive(A.Arrival().At(A.Minutes(60)), Standing.Clean, A.Fresh("666666"), A.Minutes(60));
        Assert.Equal([typeof(SessionClosed), typeof(Held), typeof(Arrived)], decision.Steps.Select(step => step.Event.GetType()));
        Assert.Equal([true, true, false], decision.Steps.Select(step => step.IsAutomatic));
        var verdict = ((Arrived)decision.Step!.Event).Verdict;
        Assert.Equal((ArrivalOutcome.Held, DeliveryStatus.Held, null), (verdict.Outcome, verdict.DeliveryStatus, verdict.Opens));
        Assert.Equal((DeliveryStatus.Held, null, 2, null), (decision.After.Status, decision.After.Code, decision.After.Generation, decision.After.Visits.Session));
        Assert.Equal(DeliveryStatus.Pending, decision.After.Unlock("why", A.Fresh("777777"), A.Minutes(61)).After.Status);
    }

    [Fact]
    public void R4_an_arrival_that_is_refused_uses_up_no_generation()
    {
        var over = A.Delivery().Arrive(A.Noon).After.Settle(A.Minutes(10)).After;
        var (after, verdict) = over.Arrive(A.Minutes(11), arrival: A.Arrival(A.Fix(5000)));
        Assert.Equal((ArrivalOutcome.OutsideGeofence, 1, null), (verdict.Outcome, after.Generation, after.Code));
    }

    [Fact]
    public void R5_a_session_never_outlives_the_delivery()
    {
        var delivery = A.Delivery();
        var late = delivery.ExpiresAt.AddMinutes(-1);
        var opened = delivery.Arrive(late).After;
        Assert.Equal(delivery.ExpiresAt, opened.Visits.Session!.ClosesAt);
        var over = opened.Settle(delivery.ExpiresAt);
        Assert.Equal([typeof(Expired)], over.Steps.Select(step => step.Event.GetType()));
        Assert.Equal((null, DeliveryStatus.Expired, false), (over.After.Visits.Session, over.After.Status, over.After.Visits.HadSilentSession));
    }

    [Fact]
    public void R5_a_pending_delivery_reads_as_expired_before_anybody_settles_it()
    {
        var delivery = A.Delivery();
        Assert.Equal(DeliveryStatus.Pending, delivery.StatusAt(delivery.ExpiresAt.AddTicks(-1)));
        Assert.Equal((DeliveryStatus.Expired, null), (delivery.StatusAt(delivery.ExpiresAt), delivery.CodeAt(delivery.ExpiresAt)));
    }

    [Fact]
    public void R5_both_ends_are_told_when_nobody_looked_at_either()
    {
        var over = A.Delivery().Arrive(A.Noon).After.Settle(A.Noon.AddDays(2));
        Assert.Equal([typeof(SessionClosed), typeof(Expired)], over.Steps.Select(step => step.Event.GetType()));
        Assert.All(over.Steps, step => Assert.True(step.IsAutomatic));
    }

    [Fact]
    public void R5_a_locked_or_held_delivery_expires_as_well()
    {
        var delivery = A.Delivery();
        foreach (var stopped in new[] { delivery.Hold("why", A.Noon).After, delivery.After("111111", "222222", "333333") })
        {
            Assert.NotEqual(DeliveryStatus.Expired, stopped.Settle(delivery.ExpiresAt.AddTicks(-1)).After.Status);
            Assert.Equal(DeliveryStatus.Expired, stopped.Settle(delivery.ExpiresAt).After.Status);
            Assert.Equal((true, false), (stopped.IsLiveAt(delivery.ExpiresAt.AddTicks(-1)), stopped.IsLiveAt(delivery.ExpiresAt)));
        }

        Assert.Empty(delivery.After("042917").Settle(delivery.ExpiresAt).Steps);
    }

    [Fact]
    public void R5_another_courier_or_another_door_ends_the_session()
    {
        var opened = A.Delivery().Arrive(A.Noon).After;
        var elsewhere = new Destination(A.North(5000), "FR", Address: null);
        foreach (var change in new DeliveryChange[] { new CourierChange(Another), new DestinationChange(elsewhere) })
        {
            var decision = opened.Change(change, A.Fresh("555555"), A.Minutes(1));
            Assert.Equal(new SessionClosed(opened.Visits.Session!, SessionEnd.Changed), decision.Steps[0].Event);
            Assert.Equal([true, false], decision.Steps.Select(step => step.IsAutomatic));
            Assert.Equal((2, null), (decision.After.Generation, decision.After.Visits.Session));
        }
    }

    [Fact]
    public void R5_another_recipient_or_parcel_brings_a_code_within_the_session()
    {
        var opened = A.Delivery().Arrive(A.Noon).After;
        var recipient = new RecipientChange(new Recipient("fr", Email: null, "+33600000000"));
        foreach (var change in new DeliveryChange[] { recipient, new ParcelChange(new ParcelBarcode("TBA1")) })
        {
            var changed = opened.Change(change, A.Fresh("555555"), A.Minutes(1)).After;
            Assert.Equal((2, opened.Visits.Session), (changed.Generation, changed.Visits.Session));
            var attempt = A.Attempt("555555", scan: new ParcelBarcode("TBA1")).At(A.Minutes(2));
            Assert.Equal(AttemptOutcome.Accepted, changed.Try(attempt, A.Minutes(2)).Verdict.Outcome);
            Assert.Null(changed.Settle(A.Minutes(10)).After.Code);
        }
    }

    [Fact]
    public void R3_a_lock_and_its_unlock_leave_the_session_its_time()
    {
        var locked = A.Delivery().Arrive(A.Noon).After.After("111111", "222222", "333333");
        var unlocked = locked.Unlock("why", A.Fresh("555555"), A.Minutes(5)).After;
        Assert.Equal(AttemptOutcome.Accepted, unlocked.Type("555555", A.Minutes(9)).Verdict.Outcome);
        Assert.Equal(AttemptOutcome.NoArrival, unlocked.Type("555555", A.Minutes(10)).Verdict.Outcome);
        var later = locked.Unlock("why", A.Fresh("555555"), A.Minutes(15)).After;
        Assert.Equal(AttemptOutcome.NoArrival, later.Type("555555", A.Minutes(15)).Verdict.Outcome);
    }

    [Fact]
    public void R6_a_courier_may_be_at_the_door_as_long_as_the_policy_says()
    {
        var delivery = A.Delivery(DeliveryPolicy.Default with { SessionSeconds = 5 });
        Assert.Equal(A.Noon.AddSeconds(5), delivery.Arrive(A.Noon).After.Visits.Session!.ClosesAt);
    }

    [Fact]
    public void R5_an_accepted_or_cancelled_delivery_has_neither_session_nor_code()
    {
        var opened = A.Delivery(OnArrival).Arrive(A.Noon).After;
        foreach (var over in new[] { opened.Shown(A.Noon).After("042917"), opened.Cancel("why", A.Noon).After })
            Assert.Equal((null, null), (over.Code, over.Visits.Session));
    }
}
