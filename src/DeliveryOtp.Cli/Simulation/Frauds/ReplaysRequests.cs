namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class ReplaysRequests : Fraud
{
    public override int Number => 16;

    public override string Name => "replayed and re-ordered requests";

    public override string Sentence =>
        "The courier sends recorded requests again, in another order, or for another delivery.";

    public override int Deliveries => 2;

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("replays a refused attempt under its key, after an arrival", ReplaysRefusal),
        new("replays the accepted attempt of one parcel for another of the same door", ReplaysForAnother),
        new("sends the attempt before the arrival, then again under its key", AttemptFirst),
        new("replays arrival and attempt of the door from home, hours later", ReplaysTheVisit),
    ];

    private static void ReplaysRefusal(Story story)
    {
        story.GoToDoor();
        story.Arrive();
        var code = story.AskAtDoor();
        story.WalkOff();
        story.GoAway(km: 3);
        story.Type(code, key: "k1");
        story.GoAroundTheCorner();
        story.WaitHours(1);
        story.Arrive();
        story.Type(code, key: "k1");
        story.Type(code, key: "k2");
    }

    private static void ReplaysForAnother(Story story)
    {
        var kept = story.Parcel;
        var handedOver = story.NextParcel(kept.Door);
        story.TurnTo(handedOver);
        story.GoToDoor();
        story.Arrive();
        var code = story.AskAtDoor();
        story.Type(code, key: "k1");
        story.TurnTo(kept);
        story.Arrive();
        story.Type(code, key: "k1");
    }

    private static void AttemptFirst(Story story)
    {
        story.GoToDoor();
        var code = story.AskAtDoor();
        story.GoAway(km: 3);
        story.Type(code, key: "k1");
        story.GoAroundTheCorner();
        story.Arrive();
        story.Type(code, key: "k1");
    }

    private static void ReplaysTheVisit(Story story)
    {
        story.GoToDoor();
        story.StoreFix();
        story.Arrive();
        var code = story.AskAtDoor();
        story.WalkOff();
        story.GoAway(km: 6);
        story.WaitHours(3);
        story.Arrive();
        story.Type(code, key: "k2");
    }
}
