using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Domain.Tests;

public sealed class DeliveryTests
{
    [Fact]
    public void R3_the_third_wrong_try_locks_and_says_so()
    {
        var (after, verdict) = A.Delivery().After("111111", "222222").Try(A.Attempt("333333"));
        Assert.Equal((AttemptOutcome.WrongCode, DeliveryStatus.Locked, 0), (verdict.Outcome, verdict.DeliveryStatus, verdict.TriesLeft));
        Assert.Null(after.Code);
        Assert.Equal(AttemptOutcome.Locked, after.Judge(A.Attempt("042917")).Outcome);
    }

    [Fact]
    public void R4_a_reissue_keeps_the_failed_count_and_kills_the_old_code()
    {
        var renewed = A.Delivery().After("111111", "222222").Reissue(A.Fresh("555555"), A.Noon).Step!.After;
        Assert.Equal((2, 1), (renewed.Generation, renewed.TriesLeft));
        Assert.Equal((DeliveryStatus.Pending, 1), (renewed.After("042917").Status, renewed.After("042917").TriesLeft)); // an old message
        Assert.Equal(DeliveryStatus.Locked, renewed.After("333333").Status);
        Assert.Equal(DeliveryStatus.Delivered, renewed.After("555555").Status);
    }

    [Fact]
    public void R3_an_unlock_gives_three_tries_and_a_new_code()
    {
        var unlocked = A.Delivery().After("111111", "222222", "333333").Unlock("why", A.Fresh("555555"), A.Noon).Step!.After;
        Assert.Equal((DeliveryStatus.Pending, 3, 2), (unlocked.Status, unlocked.TriesLeft, unlocked.Generation));
        Assert.Equal(DeliveryStatus.Delivered, unlocked.After("555555").Status);
    }

    [Fact]
    public void R3_only_an_unlock_leaves_a_lock()
    {
        var locked = A.Delivery().After("111111", "222222", "333333");
        Assert.Equal(StateConflict.IsLocked, locked.Reissue(A.Fresh("555555"), A.Noon).Conflict);
        Assert.Equal(StateConflict.IsLocked, locked.Hold("why", A.Noon).Conflict);
        var changed = locked.Change(new CourierChange(new CourierId("other")), A.Fresh("555555"), A.Noon).Step!.After;
        Assert.Equal((DeliveryStatus.Locked, null), (changed.Status, changed.Code));
    }

    [Fact]
    public void R3_there_are_two_unlocks()
    {
        var delivery = A.Delivery();
        for (var i = 0; i < 2; i++)
            delivery = delivery.After("111111", "222222", "333333").Unlock("why", A.Fresh("555555"), A.Noon).Step!.After;
        var last = delivery.After("111111", "222222", "333333").Unlock("why", A.Fresh("555555"), A.Noon);
        Assert.Equal((StateConflict.NoUnlocksLeft, null), (last.Conflict, last.Step));
    }

    [Fact]
    public void R4_after_five_codes_the_delivery_is_held_until_an_unlock()
    {
        // In a session each code may have been heard.
        var delivery = A.Delivery().Arrive(A.Noon).After;
        for (var generation = 2; generation <= 5; generation++)
            delivery = delivery.Reissue(A.Fresh("555555"), A.Noon).Step!.After;
        Assert.Equal(5, delivery.Generation);

        var sixth = delivery.Reissue(A.Fresh("666666"), A.Noon);
        Assert.Equal((StateConflict.NoGenerationsLeft, DeliveryStatus.Held), (sixth.Conflict, sixth.Step!.After.Status));
        Assert.Equal(StateConflict.NoGenerationsLeft, sixth.Step.After.Reissue(A.Fresh("666666"), A.Noon).Conflict);
        Assert.Equal(DeliveryStatus.Pending, sixth.Step.After.Unlock("why", A.Fresh("666666"), A.Noon).Step!.After.Status);
    }

    [Fact]
    public void R5_a_hold_kills_the_code_and_a_reissue_leads_out()
    {
        var held = A.Delivery().Hold("why", A.Noon).Step!.After;
        Assert.Equal(AttemptOutcome.Held, held.Judge(A.Attempt()).Outcome);
        Assert.Equal(DeliveryStatus.Delivered, held.Reissue(A.Fresh("555555"), A.Noon).Step!.After.After("555555").Status);
    }

    [Fact]
    public void R5_another_door_brings_a_new_code_another_parcel_keeps_it_and_the_same_value_changes_nothing()
    {
        var delivery = A.Delivery(courier: A.Courier);
        var changed = delivery.Change(new ParcelChange(new ParcelBarcode("TBA1")), A.Fresh("555555"), A.Noon).Step!.After;
        Assert.Equal((1, new ParcelBarcode("TBA1")), (changed.Generation, changed.Parcel)); // nobody can have heard it
        var moved = delivery.Change(new DestinationChange(new Destination(A.North(500), "FR", Address: null)), A.Fresh("555555"), A.Noon).After;
        Assert.Equal(2, moved.Generation);
        var same = delivery.Change(new CourierChange(A.Courier), A.Fresh("555555"), A.Noon);
        Assert.Equal((delivery, 0, null), (same.After, same.Steps.Count, same.Conflict));
    }

    [Fact]
    public void R5_a_change_with_no_code_left_is_made_and_holds_the_delivery()
    {
        var delivery = A.Delivery(DeliveryPolicy.Default with { MaxGenerations = 1 }).Arrive(A.Noon).After;
        var decision = delivery.Change(new ParcelChange(new ParcelBarcode("other")), A.Fresh("555555"), A.Noon);
        var changed = decision.After;
        Assert.Equal((DeliveryStatus.Held, new ParcelBarcode("other"), null), (changed.Status, changed.Parcel, changed.Code));

        // Whoever is told of holds learns of this one, and once.
        Assert.Collection(
            decision.Steps,
            step => Assert.IsType<Changed>(step.Event),
            step => Assert.Equal((new Held(Held.GenerationsUsedUp), true), (step.Event, step.IsAutomatic)));
        var again = changed.Change(new ParcelChange(new ParcelBarcode("third")), A.Fresh("555555"), A.Noon);
        Assert.IsType<Changed>(Assert.Single(again.Steps).Event);
    }

    [Fact]
    public void R5_a_code_dies_at_the_outer_expiry_to_the_moment()
    {
        var delivery = A.Delivery();
        var expiry = delivery.ExpiresAt;
        Assert.Equal(AttemptOutcome.Accepted, Late(expiry.AddMilliseconds(-1)).Verdict.Outcome);
        var (after, verdict) = Late(expiry);
        Assert.Equal((AttemptOutcome.Expired, DeliveryStatus.Expired, false), (verdict.Outcome, verdict.DeliveryStatus, verdict.Compared));
        Assert.Null(after.Code);
        Assert.Equal(StateConflict.AlreadyExpired, delivery.Reissue(A.Fresh("555555"), expiry).Conflict);
        Assert.Equal(StateConflict.AlreadyExpired, delivery.Unlock("why", A.Fresh("555555"), expiry).Conflict);

        (Delivery After, AttemptVerdict Verdict) Late(DateTimeOffset now) =>
            delivery.Try(A.Attempt(fix: A.Fix() with { CapturedAt = now }), now);
    }

    [Fact]
    public void Delivered_and_cancelled_are_final()
    {
        var delivered = A.Delivery().After("042917");
        var cancelled = A.Delivery().Cancel("why", A.Noon).Step!.After;
        foreach (var (final, conflict) in new[]
        {
            (delivered, StateConflict.AlreadyDelivered),
            (cancelled, StateConflict.AlreadyCancelled),
        })
        {
            Assert.Equal(conflict, final.Reissue(A.Fresh("555555"), A.Noon).Conflict);
            Assert.Equal(conflict, final.Unlock("why", A.Fresh("555555"), A.Noon).Conflict);
            Assert.Equal(conflict, final.Hold("why", A.Noon).Conflict);
            Assert.Equal(conflict, final.Cancel("why", A.Noon).Conflict);
            Assert.Equal(conflict, final.Change(new CourierChange(A.Courier), A.Fresh("555555"), A.Noon).Conflict);
        }
    }

    [Fact]
    public void Signals_weigh_once_and_mark_for_review_at_the_threshold()
    {
        var once = A.Delivery().Try(A.Attempt("111111", A.Fix(accuracyM: 150), isRooted: true)).After;
        Assert.False(once.Review); // 15 + 40
        var again = once.Try(A.Attempt("111111", A.Fix(accuracyM: 150), isRooted: true)).After;
        Assert.False(again.Review);
        Assert.True(again.Try(A.Attempt("222222", clockSkewS: 300)).After.Review); // + 10
    }

    [Fact]
    public void A_look_by_support_changes_nothing_but_the_journal()
    {
        var delivery = A.Delivery();
        var viewed = delivery.View("timeline");
        Assert.Equal(delivery with { Sequence = 2 }, viewed.After);
        Assert.IsType<Viewed>(viewed.Event);
    }

    [Fact]
    public void R5_a_locked_or_held_delivery_reads_as_expired_before_anybody_settles_it()
    {
        var delivery = A.Delivery();
        foreach (var stopped in new[] { delivery.Hold("why", A.Noon).After, delivery.After("111111", "222222", "333333") })
            Assert.Equal(stopped.Settle(delivery.ExpiresAt).After.Status, stopped.StatusAt(delivery.ExpiresAt));
    }
}
