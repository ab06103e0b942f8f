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
    public void On_arrival_an_overheard_code_is_worth_nothing_round_the_corner()
    {
        // Nobody has seen the code; at 14:00 a courier is at the door, and the recipient says so and reads it out.
        var delivery = A.Delivery(OnArrival);
        Assert.Equal(StateConflict.NobodyArrived, delivery.Show(A.Fresh("555555"), TwoOClock).Conflict);
        var shownAt = TwoOClock.AddMinutes(1);
        var atTheDoor = delivery.Arrive(TwoOClock).After.Shown(shownAt);
        var readOut = OnPage(atTheDoor, shownAt)!;
        Assert.Equal("042917", readOut);

        // "It doesn't work." He types nothing: the page says that no attempt has been recorded. 45 seconds later that code is dead.
        Assert.Equal(0, atTheDoor.Visits.Session!.Attempts);
        Assert.NotNull(OnPage(atTheDoor, shownAt.AddSeconds(45).AddTicks(-1)));
        Assert.Null(OnPage(atTheDoor, shownAt.AddSeconds(45)));
        Assert.Equal(AttemptOutcome.CodeNotShown, atTheDoor.Type(readOut, shownAt.AddSeconds(45)).Verdict.Outcome);

        // The recipient shows it again, since he talks so well: other digits, and his are an old message.
        var again = atTheDoor.Shown(TwoOClock.AddMinutes(3), next: "777777");
        Assert.Equal("777777", OnPage(again, TwoOClock.AddMinutes(3)));
        Assert.Equal((AttemptOutcome.SupersededCode, 3), Tried(again, readOut, TwoOClock.AddMinutes(3)));

        // 18:30, from a sofa, with the location on, with it off, and from in front of the door.
        Assert.Equal(AttemptOutcome.OutsideGeofence, At1830(atTheDoor, A.Attempt(readOut, A.Fix(4000))));
        Assert.Equal(AttemptOutcome.NoArrival, At1830(atTheDoor, A.Attempt(readOut, hasFix: false)));
        Assert.Equal(AttemptOutcome.NoArrival, At1830(atTheDoor, A.Attempt(readOut)));

        // Another arrival has another code, which only the recipient sees, and only who looks up and says that he is there.
        var back = atTheDoor.Arrive(HalfPastSix, next: "555555").After;
        Assert.Equal(AttemptOutcome.CodeNotShown, At1830(back, A.Attempt(readOut)));
        Assert.Equal(AttemptOutcome.CodeNotShown, At1830(back, A.Attempt("555555")));

        // An honest second visit is accepted, and shows what the first one was.
        var (handedOver, verdict) = back.Shown(HalfPastSix).Type("555555", HalfPastSix);
        Assert.Equal((AttemptOutcome.Accepted, true), (verdict.Outcome, verdict.Witnessed));
        Assert.Equal(["no_attempt_at_door"], verdict.Signals.Select(signal => signal.Name));
        Assert.True(handedOver.Review);
    }

    [Fact]
    public void On_arrival_the_recipient_ends_it_with_one_tap()
    {
        var atTheDoor = A.Delivery(OnArrival).Arrive(TwoOClock).After.Shown(TwoOClock);
        var (tried, wrong) = atTheDoor.Type("111111", TwoOClock.AddSeconds(20));
        Assert.Equal((AttemptOutcome.WrongCode, true), (wrong.Outcome, wrong.Compared)); // "one wrong try, at your door"

        var reported = tried.ReportLeft(TwoOClock.AddSeconds(30)).After;
        Assert.Null(OnPage(reported, TwoOClock.AddSeconds(30)));
        Assert.Equal(AttemptOutcome.Held, At1830(reported, A.Attempt("042917")));
        Assert.Equal(ArrivalOutcome.Held, reported.Arrive(HalfPastSix).Verdict.Outcome);
    }

    [Fact]
    public void On_issue_a_visit_that_was_posted_kills_the_code_all_the_same()
    {
        var atTheDoor = A.Delivery().Arrive(TwoOClock).After;
        Assert.Equal(AttemptOutcome.OutsideGeofence, At1830(atTheDoor, A.Attempt("042917", A.Fix(4000))));
        Assert.Equal(AttemptOutcome.NoArrival, At1830(atTheDoor, A.Attempt("042917")));
        Assert.Equal(AttemptOutcome.SupersededCode, At1830(atTheDoor.Arrive(HalfPastSix).After, A.Attempt("042917")));

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

        var contested = accepted.Contest(ContestKind.NotReceived, "he left at two", A.Dispute, HalfPastSix.AddMinutes(1));
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

    private static (AttemptOutcome, int TriesLeft) Tried(Delivery delivery, string digits, DateTimeOffset now)
    {
        var verdict = delivery.Type(digits, now).Verdict;
        return (verdict.Outcome, verdict.TriesLeft);
    }

    /// <summary>What the recipient's page shows.</summary>
    private static string? OnPage(Delivery delivery, DateTimeOffset now) =>
        delivery.ShowingAt(now) is not null && delivery.CodeAt(now) is { } code
            ? A.Keys.Open(delivery.Id, delivery.Generation, code).Reveal()
            : null;
}
