using DeliveryOtp.Cli.Simulation.Reporting;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Cli.Tests.Simulation;

/// <summary>What the rules prevent, and what they are known not to: a change of the rules that moves a line shows here.</summary>
[Collection(nameof(Played))]
public sealed class FraudTests(Played played)
{
    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(17)]
    [InlineData(18)]
    public void On_arrival_it_never_ends_accepted_without_review(int number) => Assert.All(
        Played.ByVariant(played.OnArrival, number),
        variant =>
        {
            Assert.True(variant.Value.Cases > 0);
            Assert.Equal(0, variant.Value.AcceptedWithoutReview);
        });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void On_arrival_a_code_that_was_seen_is_worth_nothing_later(int number)
    {
        var later = Played.ByVariant(played.OnArrival, number)
            .Where(variant => !variant.Key.Contains("phones", StringComparison.Ordinal))
            .Where(variant => !variant.Key.Contains("as soon as nobody sees him", StringComparison.Ordinal))
            .ToArray();
        Assert.True(later.Length >= 1);
        Assert.All(later, variant => Assert.Equal(0, variant.Value[Ending.AcceptedForReview] + variant.Value.AcceptedWithoutReview));
    }

    /// <summary>R9: what is left of the showing, if the recipient has not hidden it.</summary>
    [Theory]
    [InlineData(1, "types it as soon as nobody sees him")]
    [InlineData(2, "types the right ones as soon as nobody sees him")]
    public void R9_who_walks_off_mostly_holds_a_dead_code(int number, string variant)
    {
        var shown = Played.ByVariant(played.OnArrival, number)[variant];
        var always = Played.ByVariant(played.OnIssue, number)[variant];
        Assert.InRange(shown.WithoutReviewRate, 0.01, 0.5);
        Assert.InRange(always.WithoutReviewRate, 0.8, 1);
        Assert.True(shown[Ending.AcceptedAndContested] > shown[Ending.AcceptedUnnoticed]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void R18_before_the_recipients_eyes_the_page_says_so_and_nearly_all_contest(int number)
    {
        var atTheDoor = played.OnArrival.BestMoment(Played.Fraud(number), 0);
        Assert.True(atTheDoor.AcceptedWhileShown > atTheDoor.Cases * 0.85);
        Assert.True(atTheDoor.Seen > atTheDoor.Cases * 0.6);
        Assert.True(atTheDoor[Ending.AcceptedAndContested] > 5 * atTheDoor[Ending.AcceptedUnnoticed]);
    }

    [Fact]
    public void On_issue_a_courier_who_posted_nothing_at_the_door_comes_back_with_the_code()
    {
        const string variant = "posted no arrival at the door, and comes back in the evening";
        Assert.True(Played.ByVariant(played.OnIssue, 1)[variant].AcceptedWithoutReview > 0);
        Assert.Equal(0, Played.ByVariant(played.OnArrival, 1)[variant].AcceptedWithoutReview);
        Assert.Equal(0, Played.ByVariant(played.WithPresence, 1)[variant].AcceptedWithoutReview);
    }

    [Fact]
    public void R6_on_arrival_strangers_from_afar_turn_nobody_away()
    {
        var after = played.OnArrival[Played.Fraud(17)].Afterwards;
        Assert.True(after.Deliveries > 0);
        Assert.Equal(0, after.TurnedAway);
    }

    /// <summary>Known: an attempt from nowhere is judged there, and three of them lock.</summary>
    [Fact]
    public void R6_on_issue_a_stranger_from_afar_locks_what_is_assigned_to_nobody() => Assert.Contains(
        EnumNameOf(ArrivalOutcome.Locked),
        played.OnIssue[Played.Fraud(17)].Afterwards.FirstRefusals.Keys);

    [Fact]
    public void R17_nobody_is_suspended_by_the_name_of_his_device()
    {
        var after = new[] { played.OnArrival, played.OnIssue, played.WithPresence }.Select(tally => tally[Played.Fraud(18)].Afterwards);
        Assert.All(after, honest =>
        {
            Assert.True(honest.Deliveries > 0);
            Assert.DoesNotContain(EnumNameOf(ArrivalOutcome.CourierSuspended), honest.FirstRefusals.Keys);
        });
        Assert.True(played.OnIssue.FraudAnswers[AttemptOutcome.CourierSuspended] > 0);
    }

    [Fact]
    public void R12_reused_keys_and_wrong_parcels_are_told()
    {
        Assert.True(played.OnArrival.FraudAnswers.Repeated > 0);
        Assert.True(played.OnArrival.FraudAnswers.KeyReused > 0);
        Assert.True(played.OnArrival.FraudAnswers[AttemptOutcome.WrongParcel] > 0);
        Assert.True(played.OnArrival.HonestAnswers[AttemptOutcome.WrongParcel] > 0);
    }

    [Fact]
    public void A_lying_recipient_stands_against_the_evidence()
    {
        var evidence = played.OnArrival[Played.Fraud(15)].Evidence;
        Assert.Equal(evidence.Accepted, evidence.Contested);
        Assert.Equal(evidence.Accepted, evidence.Witnessed);
        Assert.True(evidence.AttemptedInside > evidence.Accepted * 0.9);
    }

    private static string EnumNameOf(ArrivalOutcome outcome) => Domain.EnumName<ArrivalOutcome>.Of(outcome);
}
