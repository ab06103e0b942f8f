using DeliveryOtp.Cli.Simulation.Reporting;

namespace DeliveryOtp.Cli.Tests.Simulation;

/// <summary>What the rules prevent, and what they are known not to: a change of the rules that moves a line shows here.</summary>
public sealed class FraudTests(Played played) : IClassFixture<Played>
{
    [Theory]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(13)]
    public void On_arrival_it_never_ends_accepted_without_review(int number)
    {
        var sum = played.OnArrival[Played.Fraud(number)];
        Assert.True(sum.Cases > 0);
        Assert.Equal(0, sum.AcceptedWithoutReview);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void On_arrival_a_code_that_was_seen_is_worth_nothing_in_the_evening(int number)
    {
        var evening = Played.ByVariant(played.OnArrival, number)
            .Where(variant => variant.Key.Contains("evening", StringComparison.Ordinal) || variant.Key.Contains("home", StringComparison.Ordinal))
            .ToArray();
        Assert.True(evening.Length >= 3);
        Assert.All(evening, variant => Assert.Equal(0, variant.Value.AcceptedWithoutReview));
    }

    [Fact]
    public void On_arrival_a_courier_who_was_never_at_the_door_is_refused_or_marked()
    {
        Assert.All(Played.ByVariant(played.OnArrival, 4), variant => Assert.Equal(0, variant.Value.AcceptedWithoutReview));
    }

    [Fact]
    public void On_arrival_a_colleagues_device_is_refused_or_marked_also_within_the_session() =>
        Assert.All(Played.ByVariant(played.OnArrival, 9), variant => Assert.Equal(0, variant.Value.AcceptedWithoutReview));

    /// <summary>The rest of the session, after the recipient showed the code to a courier who was really there.</summary>
    [Theory]
    [InlineData(1, "types it within the session, around the corner")]
    [InlineData(2, "types the right ones within the session, around the corner")]
    public void On_arrival_only_the_recipient_sees_what_happens_around_the_corner(int number, string variant)
    {
        var sum = Played.ByVariant(played.OnArrival, number)[variant];
        Assert.True(sum[Ending.AcceptedAndContested] > sum[Ending.AcceptedUnnoticed]);
        Assert.True(sum[Ending.AcceptedUnnoticed] > 0);
    }

    [Fact]
    public void On_issue_a_courier_who_posted_nothing_at_the_door_comes_back_with_the_code()
    {
        const string variant = "posted no arrival at the door, and comes back in the evening";
        Assert.True(Played.ByVariant(played.OnIssue, 1)[variant].AcceptedWithoutReview > 0);
        Assert.Equal(0, Played.ByVariant(played.OnArrival, 1)[variant].AcceptedWithoutReview);
    }

    [Fact]
    public void A_lying_recipient_stands_against_the_evidence()
    {
        var evidence = played.OnArrival[Played.Fraud(15)].Evidence;
        Assert.Equal(evidence.Accepted, evidence.Contested);
        Assert.Equal(evidence.Accepted, evidence.Revealed);
        Assert.True(evidence.AttemptedInside > evidence.Accepted * 0.9);
    }

    [Fact]
    public void Honest_couriers_are_seldom_refused_and_never_for_good()
    {
        Assert.InRange(played.OnArrival.Honest.RefusedRate, 0.0001, 0.005);
        Assert.InRange(played.OnIssue.Honest.RefusedRate, 0.0001, 0.005);
        Assert.InRange(played.OnArrival.Honest.TurnedAwayRate, 0, 0.0005);
    }

    [Fact]
    public void Honest_couriers_whose_recipient_is_at_home_are_seldom_marked()
    {
        var honest = played.OnArrival.Honest;
        Assert.InRange((double)(honest.Review - honest.ReviewOfSecondVisits) / honest.Deliveries, 0.005, 0.03);
    }
}
