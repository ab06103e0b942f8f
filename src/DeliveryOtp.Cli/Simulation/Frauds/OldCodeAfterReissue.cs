namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class OldCodeAfterReissue : Fraud
{
    public override int Number => 12;

    public override string Name => "old code after a reissue";

    public override string Sentence =>
        "The retailer hears that the parcel did not come and issues a new code; the courier uses the old one.";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("types it from home", FromHome),
        new("types it inside the fence without an arrival", BackWithoutArrival),
        new("comes back, arrives, and types it", BackAndArrives),
        new("types it while the session is still open", WithinTheSession),
    ];

    private static void FromHome(Story story)
    {
        var code = story.SeeCodeAndLeave();
        story.Wait(minutes: 60);
        story.RetailerReissues();
        story.GoAway(km: 6);
        story.Type(code);
    }

    private static void BackWithoutArrival(Story story)
    {
        var code = story.SeeCodeAndLeave();
        story.Wait(minutes: 60);
        story.RetailerReissues();
        story.GoAroundTheCorner();
        story.Type(code);
    }

    private static void BackAndArrives(Story story)
    {
        var code = story.SeeCodeAndLeave();
        story.Wait(minutes: 60);
        story.RetailerReissues();
        story.GoAroundTheCorner();
        story.Arrive();
        story.Type(code);
    }

    private static void WithinTheSession(Story story)
    {
        var code = story.SeeCodeAndLeave();
        story.RetailerReissues();
        story.Type(code);
    }
}
