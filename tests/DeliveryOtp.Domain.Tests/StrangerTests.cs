using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Tests;

/// <summary>R6, R17, R18: a stranger with any valid token harms no delivery that isn't his.</summary>
public sealed class StrangerTests
{
    private static readonly CourierId Stranger = new("crr-666");

    [Fact]
    public void R6_arrivals_that_prove_no_place_change_nothing_where_nobody_is_assigned()
    {
        var state = A.Delivery();
        for (var i = 0; i < 5; i++)
        {
            var (after, verdict) = state.Arrive(A.Minutes(i), arrival: A.Arrival(hasFix: false, courier: Stranger));
            Assert.Equal((ArrivalOutcome.LocationUnverified, true, null), (verdict.Outcome, verdict.IsStranger, verdict.Opens));
            state = after;
        }

        Assert.Equal((DeliveryStatus.Pending, 1, 0, false), (state.Status, state.Generation, state.Visits.Sessions, state.Review));
        Assert.Empty(state.Signals);
        Assert.Equal(new RefusedVisits(5, A.Noon, A.Minutes(4)), state.Visits.Refused);
        Assert.Equal(AttemptOutcome.Accepted, state.Type("042917", A.Minutes(5)).Verdict.Outcome);
    }

    [Theory]
    [InlineData(PlaceRule.Enforce)]
    [InlineData(PlaceRule.Flag)]
    public void R6_nor_do_arrivals_from_afar(PlaceRule rule)
    {
        var delivery = A.Delivery(DeliveryPolicy.Default with { Place = rule });
        var (after, verdict) = delivery.Arrive(A.Noon, arrival: A.Arrival(A.Fix(5000), courier: Stranger));
        Assert.Equal((ArrivalOutcome.OutsideGeofence, null), (verdict.Outcome, after.Visits.Session));
    }

    [Fact]
    public void R6_the_assigned_courier_may_arrive_without_a_place()
    {
        var arrived = A.Delivery(courier: A.Courier).Arrive(A.Noon, arrival: A.Arrival(hasFix: false));
        Assert.Equal(ArrivalOutcome.Opened, arrived.Verdict.Outcome);
    }

    [Fact]
    public void R6_an_unproven_first_attempt_is_judged_and_opens_nothing()
    {
        var (after, verdict) = A.Delivery().Try(A.Attempt("111111", hasFix: false));
        Assert.Equal((AttemptOutcome.WrongCode, null, 0), (verdict.Outcome, verdict.Opens, after.Visits.Sessions));
        Assert.NotNull(after.Settle(A.Noon.AddHours(1)).After.Code);
        var (accepted, right) = after.Try(A.Attempt(hasFix: false));
        Assert.Equal(AttemptOutcome.Accepted, right.Outcome);
        Assert.Equal(["location_unverified", "place_unproven"], right.Signals.Select(signal => signal.Name));
        Assert.True(accepted.Review);
    }

    [Fact]
    public void Signals_of_a_refused_stranger_count_against_him_and_for_the_delivery_once_he_may_deliver_it()
    {
        var state = A.Delivery().Try(A.Attempt("12ab", A.Fix(5000, isMock: true), courier: Stranger)).After;
        Assert.Equal((0, false), (state.Signals.Count, state.Review));
        Assert.Equal(["location_unverified", "mock_location"], state.StrangerSignals[Stranger.Value].Keys);

        var inside = state.Arrive(A.Minutes(1), arrival: A.Arrival(courier: Stranger)).After;
        Assert.Equal((true, 0), (inside.Review, inside.StrangerSignals.Count));
        var assigned = state.Change(new CourierChange(Stranger), A.Fresh("555555"), A.Noon).After;
        Assert.True(assigned.Review);
        var another = state.Change(new CourierChange(A.Courier), A.Fresh("555555"), A.Noon).After;
        Assert.False(another.Review);
    }

    [Fact]
    public void A_review_once_raised_stays_and_history_about_a_stranger_raises_none()
    {
        var signal = new Signal("impossible_speed", 80, "why");
        var delivery = A.Delivery(courier: A.Courier);
        Assert.False(delivery.Raise(signal, Guid.Empty, Stranger)!.After.Review);
        Assert.Equal(["impossible_speed"], delivery.Raise(signal, Guid.Empty, Stranger)!.After.StrangerSignals[Stranger.Value].Keys);
        var reviewed = delivery.Raise(signal, Guid.Empty)!.After;
        Assert.True(reviewed.Review);
        Assert.True((reviewed with { Signals = reviewed.Signals.Clear() }).View("delivery").After.Review);
    }

    [Fact]
    public void R18_only_so_many_strangers_are_kept()
    {
        var state = A.Delivery();
        for (var i = 0; i < 40; i++)
            state = state.Try(A.Attempt("12ab", A.Fix(5000), courier: new CourierId($"crr-{i}"))).After;
        Assert.Equal((16, 40), (state.StrangerSignals.Count, state.Visits.Refused!.Count));
    }

    [Fact]
    public void R7_a_refused_stranger_breaks_no_silence()
    {
        var opened = A.Delivery(courier: A.Courier).Arrive(A.Noon).After;
        var tried = opened.Try(A.Attempt(courier: Stranger)).After;
        Assert.True(tried.Settle(A.Minutes(10)).After.Visits.HadSilentSession);
    }
}
