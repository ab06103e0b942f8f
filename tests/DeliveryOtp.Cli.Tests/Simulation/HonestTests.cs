namespace DeliveryOtp.Cli.Tests.Simulation;

/// <summary>What the rules do to those who mean well.</summary>
[Collection(nameof(Played))]
public sealed class HonestTests(Played played)
{
    [Fact]
    public void Couriers_are_seldom_refused_and_never_for_good()
    {
        Assert.InRange(played.OnIssue.Honest.RefusedRate, 0.001, 0.01);
        Assert.InRange(played.OnArrival.Honest.RefusedRate, 0.005, 0.04);
        Assert.InRange(played.OnArrival.Honest.TurnedAwayRate, 0, 0.001);
        Assert.InRange(played.WithPresence.Honest.TurnedAwayRate, 0, 0.001);
    }

    /// <summary>The code is in their message, and nothing tells them that it needs a tap.</summary>
    [Fact]
    public void R9_with_presence_required_many_are_refused_once() =>
        Assert.InRange(played.WithPresence.Honest.FirstRefusals["code_not_shown"] / (double)played.WithPresence.Honest.Deliveries, 0.1, 0.3);

    [Fact]
    public void R9_on_arrival_every_acceptance_is_witnessed()
    {
        var honest = played.OnArrival.Honest;
        Assert.Equal(honest.Deliveries - honest.Returned - honest.TurnedAway, honest.Witnessed);
        Assert.InRange(played.OnIssue.Honest.Witnessed / (double)honest.Deliveries, 0.05, 0.25);
    }

    [Fact]
    public void Couriers_whose_recipient_is_at_home_are_seldom_marked()
    {
        var honest = played.OnArrival.Honest;
        Assert.InRange((double)(honest.Review - honest.ReviewOfSecondVisits) / honest.Deliveries, 0.005, 0.04);
    }
}
