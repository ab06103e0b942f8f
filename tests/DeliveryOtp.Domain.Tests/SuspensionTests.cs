using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Domain.Tests;

/// <summary>R17: ten wrong comparisons in an hour, over any deliveries, and it is over for an hour.</summary>
public sealed class SuspensionTests
{
    private static readonly DeliveryPolicy Policy = DeliveryPolicy.Default;

    [Theory]
    [InlineData(9, 0, false)]
    [InlineData(10, 0, true)]
    [InlineData(10, 3600, true)] // ten in 60 minutes to the second …
    [InlineData(10, 3600.001, false)] // … and no more
    [InlineData(11, 3600, true)]
    public void R17_so_many_in_the_window_suspend(int count, double spanS, bool expected) => Assert.Equal(
        expected ? A.Noon.AddSeconds(3600) : null,
        Suspension.Until(Wrong(count, A.Noon, spanS), Policy));

    [Fact]
    public void R17_the_policy_has_its_own_limit_window_and_length()
    {
        var policy = Policy with { CourierWrongLimit = 3, CourierWrongWindowS = 60, CourierSuspensionS = 120 };
        Assert.Null(Suspension.Until(Wrong(2, A.Noon, 0), policy));
        Assert.Null(Suspension.Until(Wrong(3, A.Noon, 61), policy));
        Assert.Equal(A.Noon.AddSeconds(120), Suspension.Until(Wrong(3, A.Noon, 60), policy));
    }

    [Fact]
    public void R17_the_tenth_counts_not_the_eleventh_before_it()
    {
        DateTimeOffset[] wrong = [.. Wrong(10, A.Noon, 3600), A.Noon.AddDays(-1)];
        Assert.Equal(A.Noon.AddHours(1), Suspension.Until(wrong, Policy));
    }

    [Theory]
    [InlineData(3599.999, AttemptOutcome.CourierSuspended)]
    [InlineData(3600, AttemptOutcome.Accepted)]
    public void R17_a_courier_is_out_until_the_moment_it_ends(double laterS, AttemptOutcome expected)
    {
        var now = A.Noon.AddSeconds(laterS);
        var wrong = Wrong(10, A.Noon, 600);
        foreach (var standing in new[] { new Standing(wrong, []), new Standing(wrong, wrong) })
        {
            var (after, verdict) = A.Delivery().Try(A.Attempt().At(now), now, standing);
            Assert.Equal((expected, expected == AttemptOutcome.Accepted), (verdict.Outcome, verdict.Compared));
            Assert.Equal(3, after.TriesLeft);
            var arrived = A.Delivery().Arrive(now, standing: standing).Verdict.Outcome;
            Assert.Equal(expected == AttemptOutcome.Accepted ? ArrivalOutcome.Opened : ArrivalOutcome.CourierSuspended, arrived);
        }
    }

    [Fact]
    public void R17_the_comparison_that_is_one_too_many_says_who_is_out()
    {
        var nine = Wrong(9, A.Noon.AddMinutes(-1), 600);
        var until = A.Noon.AddHours(1);
        Assert.Equal(until, Told(new Standing(nine, [])));
        Assert.Null(Told(new Standing([], nine)));
        Assert.Null(Told(new Standing([.. nine.Take(8)], [.. nine.Take(8)])));
        var right = A.Delivery().Judge(A.Attempt(), new Standing(nine, nine));
        Assert.Equal((AttemptOutcome.Accepted, null), (right.Outcome, right.CourierSuspendedUntil));

        static DateTimeOffset? Told(Standing standing) => A.Delivery().Judge(A.Attempt("111111"), standing).CourierSuspendedUntil;
    }

    [Fact]
    public void R17_a_device_that_anybody_can_name_is_never_out_and_its_guesses_are_a_signal()
    {
        var ten = Wrong(10, A.Noon, 600);
        var honest = A.Delivery().Judge(A.Attempt(), new Standing([], ten));
        Assert.Equal(AttemptOutcome.Accepted, honest.Outcome);
        Assert.Empty(honest.Signals);
        var wrong = A.Delivery().Judge(A.Attempt("111111"), new Standing([], [.. ten.Take(9)]));
        Assert.Equal((AttemptOutcome.WrongCode, "guessing_device", 40), (wrong.Outcome, wrong.Signals.Single().Name, wrong.Signals.Single().Weight));
        Assert.Empty(A.Delivery().Judge(A.Attempt("111111"), new Standing([], [.. ten.Take(8)])).Signals);
    }

    [Fact]
    public void R12_row_4_comes_after_row_3_and_before_row_5()
    {
        var out10 = new Standing(Wrong(10, A.Noon, 0), []);
        var attempt = A.Attempt("12ab", courier: new CourierId("crr-666"));
        Assert.Equal(AttemptOutcome.Held, A.Delivery().Hold("why", A.Noon).After.Judge(attempt, out10).Outcome);
        Assert.Equal(AttemptOutcome.CourierSuspended, A.Delivery(courier: A.Courier).Judge(attempt, out10).Outcome);
    }

    [Fact]
    public void R17_one_more_wrong_comparison_is_the_newest()
    {
        var standing = Standing.Clean.AndWrongAt(A.Noon).AndWrongAt(A.Minutes(1));
        Assert.Equal([A.Minutes(1), A.Noon], standing.CourierWrong);
        Assert.Equal(standing.CourierWrong, standing.DeviceWrong);
    }

    /// <summary>Newest first, evenly over the span.</summary>
    private static DateTimeOffset[] Wrong(int count, DateTimeOffset newest, double spanS) =>
        [.. Enumerable.Range(0, count).Select(i => newest.AddSeconds(-spanS * i / Math.Max(1, Math.Min(count, 10) - 1)))];
}
