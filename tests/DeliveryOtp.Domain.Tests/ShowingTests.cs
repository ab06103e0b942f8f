using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Domain.Tests;

/// <summary>R9: a code works only while it is shown, and the end of a showing is the end of its digits.</summary>
public sealed class ShowingTests
{
    private static readonly DeliveryPolicy OnArrival = DeliveryPolicy.Default with { CodeRelease = CodeRelease.OnArrival };
    private static readonly DeliveryPolicy Present = DeliveryPolicy.Default with { RecipientPresence = RecipientPresence.Required };

    [Fact]
    public void R9_a_showing_has_a_number_and_an_end_and_a_second_tap_changes_nothing()
    {
        var opened = A.Delivery(OnArrival).Arrive(A.Noon).After;
        Assert.Null(opened.ShowingAt(A.Noon));
        var shown = opened.Show(A.Fresh("777777"), A.Minutes(1));
        Assert.Equal(new Revealed(1, 1, A.Minutes(1).AddSeconds(45)), shown.Step!.Event);
        Assert.Equal(new Showing(1, A.Minutes(1).AddSeconds(45)), shown.After.ShowingAt(A.Minutes(1)));

        var again = shown.After.Show(A.Fresh("888888"), A.Minutes(1).AddSeconds(44));
        Assert.Equal((null, 0), (again.Conflict, again.Steps.Count));
    }

    [Theory]
    [InlineData(44.999, AttemptOutcome.Accepted)]
    [InlineData(45, AttemptOutcome.CodeNotShown)]
    [InlineData(300, AttemptOutcome.CodeNotShown)]
    public void R9_row_10_its_end_needs_no_timer_and_costs_no_try(double laterS, AttemptOutcome expected)
    {
        var now = A.Noon.AddSeconds(laterS);
        var (after, verdict) = A.Delivery(OnArrival).Arrive(A.Noon).After.Shown(A.Noon).Type("042917", now);
        Assert.Equal((expected, 3), (verdict.Outcome, after.TriesLeft));
        Assert.Equal(expected == AttemptOutcome.Accepted, verdict.Compared);
    }

    [Fact]
    public void R9_a_lapse_is_told_with_its_true_time_before_whatever_comes_next()
    {
        var shown = A.Delivery(OnArrival).Arrive(A.Noon).After.Shown(A.Noon);
        var over = shown.Settle(A.Minutes(20));
        Assert.Equal([typeof(Hidden), typeof(SessionClosed)], over.Steps.Select(step => step.Event.GetType()));
        Assert.Equal(new Hidden(1, HiddenBy.Lapsed, A.Noon.AddSeconds(45)), over.Steps[0].Event);
        Assert.All(over.Steps, step => Assert.True(step.IsAutomatic));
        Assert.Equal((null, null), (over.Steps[0].After.Code, shown.CodeAt(A.Noon.AddSeconds(45))));
        Assert.Single(shown.Settle(A.Minutes(1)).Steps);
        Assert.Empty(shown.Settle(A.Minutes(1)).After.Settle(A.Minutes(2)).Steps);
    }

    [Fact]
    public void R9_the_next_showing_has_other_digits_that_no_rule_counts()
    {
        var state = A.Delivery(OnArrival with { MaxGenerations = 1 }).Arrive(A.Noon).After.Shown(A.Noon);
        for (var i = 1; i < Showing.LimitOfSession; i++)
        {
            var decision = state.Hide(i, A.Noon).After.Show(A.Fresh($"{600_000 + i}"), A.Noon);
            Assert.Equal(new Revealed(i + 1, i + 1, A.Noon.AddSeconds(45)), decision.Step!.Event);
            Assert.Single(decision.Steps);
            state = decision.After;
        }

        Assert.Equal((20, 1), (state.Generation, state.GenerationsSinceUnlock));
        Assert.Equal(StateConflict.TooManyShowings, state.Hide(20, A.Noon).After.Show(A.Fresh("888888"), A.Noon).Conflict);
        Assert.Equal(AttemptOutcome.SupersededCode, state.Type("042917", A.Noon).Verdict.Outcome);
        Assert.Equal(AttemptOutcome.Accepted, state.Type("600019", A.Noon).Verdict.Outcome);
    }

    [Fact]
    public void R9_keep_showing_keeps_the_digits_and_never_reopens_what_is_over()
    {
        var shown = A.Delivery(OnArrival).Arrive(A.Noon).After.Shown(A.Noon);
        var kept = shown.KeepShowing(1, A.Noon.AddSeconds(40));
        Assert.Equal(new Revealed(1, 1, A.Noon.AddSeconds(85)), kept.Step!.Event);
        Assert.Equal(AttemptOutcome.Accepted, kept.After.Type("042917", A.Noon.AddSeconds(84)).Verdict.Outcome);

        Assert.Equal(StateConflict.ShowingIsOver, kept.After.KeepShowing(1, A.Noon.AddSeconds(85)).Conflict);
        var hidden = kept.After.Hide(1, A.Noon.AddSeconds(50)).After;
        Assert.Equal(StateConflict.ShowingIsOver, hidden.KeepShowing(1, A.Noon.AddSeconds(51)).Conflict);
        Assert.Equal(StateConflict.ShowingIsOver, hidden.Shown(A.Minutes(1)).KeepShowing(1, A.Minutes(1)).Conflict);
        Assert.Equal(StateConflict.ShowingIsOver, A.Delivery(OnArrival).KeepShowing(1, A.Noon).Conflict);
    }

    [Fact]
    public void R9_at_most_twenty_extensions_a_session_and_none_past_its_end()
    {
        var state = A.Delivery(OnArrival).Arrive(A.Noon).After.Shown(A.Noon);
        for (var i = 1; i <= Showing.LimitOfSession; i++)
            state = state.KeepShowing(1, A.Noon.AddSeconds(i)).After;
        Assert.Equal((Showing.LimitOfSession, 1), (state.Visits.Session!.Extensions, state.Generation));
        Assert.Equal(StateConflict.TooManyShowings, state.KeepShowing(1, A.Noon.AddSeconds(21)).Conflict);

        var late = A.Delivery(OnArrival).Arrive(A.Noon).After.Shown(A.Minutes(9.5));
        Assert.Equal(A.Minutes(10), late.ShowingAt(A.Minutes(9.9))!.Until);
        Assert.Empty(late.KeepShowing(1, A.Minutes(9.9)).Steps);
        Assert.Equal([typeof(SessionClosed)], late.Settle(A.Minutes(10)).Steps.Select(step => step.Event.GetType()));
    }

    [Fact]
    public void R9_a_hide_kills_the_digits_and_never_a_later_showing()
    {
        var shown = A.Delivery(OnArrival).Arrive(A.Noon).After.Shown(A.Noon);
        var hidden = shown.Hide(1, A.Noon.AddSeconds(5));
        Assert.Equal(new Hidden(1, HiddenBy.Recipient, A.Noon.AddSeconds(5)), hidden.Step!.Event);
        Assert.Equal((null, AttemptOutcome.CodeNotShown), (hidden.After.Code, hidden.After.Type("042917", A.Noon.AddSeconds(6)).Verdict.Outcome));

        var second = hidden.After.Shown(A.Noon.AddSeconds(10));
        Assert.Empty(second.Hide(1, A.Noon.AddSeconds(11)).Steps);
        Assert.Empty(second.Hide(7, A.Noon.AddSeconds(11)).Steps);
        Assert.Empty(A.Delivery(OnArrival).Hide(1, A.Noon).Steps);
        Assert.Equal(AttemptOutcome.Accepted, second.Type("777777", A.Noon.AddSeconds(12)).Verdict.Outcome);
    }

    [Fact]
    public void R9_nothing_is_shown_without_a_courier_at_the_door_or_where_no_code_may_live()
    {
        Assert.Equal(StateConflict.NobodyArrived, Shows(A.Delivery(OnArrival)).Conflict);
        var opened = A.Delivery(OnArrival).Arrive(A.Noon).After;
        var late = opened.Show(A.Fresh("777777"), A.Minutes(10));
        Assert.IsType<SessionClosed>(Assert.Single(late.Steps).Event);
        Assert.Equal(StateConflict.NobodyArrived, late.Conflict);
        Assert.Equal(StateConflict.NothingToReveal, Shows(opened.Hold("why", A.Noon).After).Conflict);
        var shown = opened.Shown(A.Noon);
        Assert.Equal(StateConflict.NothingToReveal, Shows(shown.After("111111", "222222", "333333")).Conflict);
        Assert.Equal(StateConflict.AlreadyDelivered, Shows(shown.After("042917")).Conflict);

        static Decision Shows(Delivery delivery) => delivery.Show(A.Fresh("777777"), A.Noon);
    }

    [Fact]
    public void R9_whatever_ends_the_code_ends_its_showing()
    {
        var shown = A.Delivery(OnArrival).Arrive(A.Noon).After.Shown(A.Noon);
        Delivery[] ended =
        [
            shown.Reissue(A.Fresh("555555"), A.Noon).After,
            shown.After("111111", "222222", "333333"),
            shown.Hold("why", A.Noon).After,
            shown.Change(new ParcelChange(new ParcelBarcode("TBA1")), A.Fresh("555555"), A.Noon).After,
            shown.Change(new RecipientChange(new Recipient("fr", "b@example.org", Phone: null)), A.Fresh("555555"), A.Noon).After,
            shown.Deny(A.Noon).After,
            shown.ReportLeft(A.Noon).After,
            shown.After("042917"),
            shown.Cancel("why", A.Noon).After,
        ];
        Assert.All(ended, state => Assert.Null(state.ShowingAt(A.Noon)));
        Assert.Equal(AttemptOutcome.CodeNotShown, ended[0].Type("555555", A.Noon).Verdict.Outcome);
        Assert.NotNull(ended[3].SessionAt(A.Noon));
    }

    [Fact]
    public void R9_on_issue_the_tap_shows_nothing_new_and_its_end_kills_nothing()
    {
        var opened = A.Delivery().Arrive(A.Noon).After;
        var shown = opened.Shown(A.Noon);
        Assert.Equal(1, shown.Generation);
        Assert.True(shown.Type("042917", A.Noon.AddSeconds(44)).Verdict.Witnessed);
        var (after, verdict) = shown.Type("042917", A.Noon.AddSeconds(45));
        Assert.Equal((AttemptOutcome.Accepted, false, 1), (verdict.Outcome, verdict.Witnessed, after.Generation));
        Assert.NotNull(shown.Hide(1, A.Noon).After.Code);
        Assert.Equal(1, shown.Hide(1, A.Noon).After.Shown(A.Minutes(1)).Generation);
    }

    [Fact]
    public void R8_R9_where_presence_is_required_the_code_needs_arrival_and_showing_and_lives_through_its_end()
    {
        var delivery = A.Delivery(Present);
        Assert.Equal(AttemptOutcome.NoArrival, delivery.Judge(A.Attempt()).Outcome);
        var opened = delivery.Arrive(A.Noon).After;
        Assert.Equal(AttemptOutcome.CodeNotShown, opened.Type("042917", A.Noon).Verdict.Outcome);
        var lapsed = opened.Shown(A.Noon).Settle(A.Minutes(1)).After;
        Assert.Equal(AttemptOutcome.CodeNotShown, lapsed.Type("042917", A.Minutes(1)).Verdict.Outcome);
        Assert.Equal(AttemptOutcome.Accepted, lapsed.Shown(A.Minutes(2)).Type("042917", A.Minutes(2)).Verdict.Outcome);
    }

    [Fact]
    public void R4_no_delivery_has_more_than_a_hundred_codes()
    {
        var state = A.Delivery(OnArrival) with { Generation = Delivery.MaxGenerations };
        var hidden = state.Arrive(A.Noon).After.Shown(A.Noon).Hide(1, A.Noon).After;
        var refused = hidden.Show(A.Fresh("777777"), A.Noon);
        Assert.Equal((StateConflict.NoGenerationsLeft, DeliveryStatus.Held), (refused.Conflict, refused.After.Status));
        Assert.Equal(StateConflict.NoUnlocksLeft, refused.After.Unlock("why", A.Fresh("777777"), A.Noon).Conflict);
    }
}
