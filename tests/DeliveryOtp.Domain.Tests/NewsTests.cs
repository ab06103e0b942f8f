using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Domain.Tests;

/// <summary>The case from the news: "it doesn't work", says the courier, and leaves with the parcel and the code.</summary>
public sealed class NewsTests
{
    private static readonly DateTimeOffset TwoOClock = A.Noon.AddHours(2);
    private static readonly DateTimeOffset HalfPastSix = A.Noon.AddHours(6.5);
    private static readonly DeliveryPolicy OnArrival = DeliveryPolicy.Default with { CodeRelease = CodeRelease.OnArrival };

    [Fact]
    public void On_arrival_an_overheard_code_is_worth_nothing_after_the_visit()
    {
        // Nobody has seen the code; at 14:00 a courier is at the door, and the recipient says so and reads it out.
        var delivery = A.Delivery(OnArrival);
        Assert.Equal(StateConflict.NobodyArrived, delivery.Reveal(TwoOClock).Conflict);
        var atTheDoor = delivery.Arrive(TwoOClock).After.Reveal(TwoOClock.AddMinutes(1)).After;
        var readOut = Shown(atTheDoor, TwoOClock.AddMinutes(1))!;
        Assert.Equal("042917", readOut);

        // "It doesn't work." He types nothing: the page says that no attempt has been recorded. By 14:10 that code is dead.
        Assert.Equal(0, atTheDoor.Visits.Session!.Attempts);
        Assert.NotNull(Shown(atTheDoor, TwoOClock.AddMinutes(10).AddTicks(-1)));
        Assert.Null(Shown(atTheDoor, TwoOClock.AddMinutes(10)));

        // 18:30, from a sofa, with the location on, with it off, and from in front of the door.
        Assert.Equal(AttemptOutcome.OutsideGeofence, At1830(atTheDoor, A.Attempt(readOut, A.Fix(4000))));
        Assert.Equal(AttemptOutcome.NoArrival, At1830(atTheDoor, A.Attempt(readOut, hasFix: false)));
        Assert.Equal(AttemptOutcome.NoArrival, At1830(atTheDoor, A.Attempt(readOut)));

        // Another arrival has another code, which only the recipient sees, and only who looks up and says that he is there.
        var back = atTheDoor.Arrive(HalfPastSix, next: "555555").After;
        Assert.Equal(AttemptOutcome.WrongCode, At1830(back, A.Attempt(readOut)));
        Assert.False(back.Visits.Session!.IsRevealed);

        // An honest second visit is accepted, and shows what the first one was.
        var (handedOver, verdict) = back.Reveal(HalfPastSix).After.Type("555555", HalfPastSix);
        Assert.Equal(AttemptOutcome.Accepted, verdict.Outcome);
        Assert.Equal(["late_acceptance", "no_attempt_at_door"], verdict.Signals.Select(signal => signal.Name));
        Assert.True(handedOver.Review);
    }

    [Fact]
    public void On_arrival_the_recipient_ends_it_with_one_tap()
    {
        var atTheDoor = A.Delivery(OnArrival).Arrive(TwoOClock).After.Reveal(TwoOClock).After;
        var (tried, wrong) = atTheDoor.Type("111111", TwoOClock.AddMinutes(2));
        Assert.Equal((AttemptOutcome.WrongCode, true), (wrong.Outcome, wrong.Compared)); // "one wrong try, at your door"

        var reported = tried.ReportLeft(TwoOClock.AddMinutes(4)).After;
        Assert.Null(Shown(reported, TwoOClock.AddMinutes(4)));
        Assert.Equal(AttemptOutcome.Held, At1830(reported, A.Attempt("042917")));
        Assert.Equal(ArrivalOutcome.Held, reported.Arrive(HalfPastSix).Verdict.Outcome);
    }

    [Fact]
    public void On_issue_a_visit_that_was_posted_kills_the_code_all_the_same()
    {
        var atTheDoor = A.Delivery().Arrive(TwoOClock).After;
        Assert.Equal(AttemptOutcome.OutsideGeofence, At1830(atTheDoor, A.Attempt("042917", A.Fix(4000))));
        Assert.Equal(AttemptOutcome.NoArrival, At1830(atTheDoor, A.Attempt("042917")));
        Assert.Equal(AttemptOutcome.WrongCode, At1830(atTheDoor.Arrive(HalfPastSix).After, A.Attempt("042917")));

        // So does one wrong try for show.
        var showed = A.Delivery().Type("111111", TwoOClock).After;
        Assert.Equal(AttemptOutcome.NoArrival, At1830(showed, A.Attempt("042917")));
    }

    [Fact]
    public void On_issue_one_path_is_left_and_it_ends_in_a_contest()
    {
        // At 14:00 he posts nothing at all, hears the code, and comes back inside the fence.
        var never = A.Delivery();
        Assert.Equal(AttemptOutcome.OutsideGeofence, At1830(never, A.Attempt("042917", A.Fix(4000))));
        var (accepted, verdict) = never.Type("042917", HalfPastSix);
        Assert.Equal((AttemptOutcome.Accepted, HalfPastSix), (verdict.Outcome, accepted.Visits.AcceptedAt));

        var contested = accepted.Contest(ContestKind.NotReceived, "he left at two", HalfPastSix.AddMinutes(1));
        Assert.Equal(DeliveryStatus.Contested, contested.After.Status);
    }

    [Fact]
    public void On_issue_whoever_must_arrive_can_not_even_do_that()
    {
        var required = A.Delivery(DeliveryPolicy.Default with { Arrival = ArrivalRule.Required });
        Assert.Equal(AttemptOutcome.NoArrival, At1830(required, A.Attempt("042917")));
    }

    private static AttemptOutcome At1830(Delivery delivery, Attempt attempt) =>
        delivery.Try(attempt.At(HalfPastSix), HalfPastSix).Verdict.Outcome;

    /// <summary>What the recipient's page shows.</summary>
    private static string? Shown(Delivery delivery, DateTimeOffset now) =>
        delivery.SessionAt(now) is { IsRevealed: true } && delivery.CodeAt(now) is { } code
            ? A.Keys.Open(delivery.Id, delivery.Generation, code).Reveal()
            : null;
}
