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
        new("guesses at the door, all under one key, so that one answer hides the others", GuessesUnderOneKey),
    ];

    private static void ReplaysRefusal(Story story)
    {
        var code = story.SeeCodeAndLeave();
        story.GoAway(km: 3);
        var refused = story.Record(code);
        story.Send(refused, key: "k1");
        story.GoAroundTheCorner();
        story.WaitHours(1);
        story.Arrive();
        story.Send(refused, key: "k1");
        story.Send(story.Record(code), key: "k1");
        story.Type(code);
    }

    private static void ReplaysForAnother(Story story)
    {
        var kept = story.Parcel;
        var handedOver = story.NextParcel(kept.Door);
        story.TurnTo(handedOver);
        var accepted = story.Record(story.SeeCode());
        story.Send(accepted, key: "k1");
        story.TurnTo(kept);
        story.Arrive();
        story.Send(accepted, key: "k1");
        story.Send(accepted is null ? null : accepted with { Parcel = kept }, key: "k1");
        story.Send(accepted is null ? null : accepted with { Parcel = kept }, key: "k2");
    }

    private static void AttemptFirst(Story story)
    {
        story.GoToDoor();
        var code = story.AskAtDoor();
        story.GoAway(km: 3);
        var refused = story.Record(code);
        story.Send(refused, key: "k1");
        story.GoAroundTheCorner();
        story.Arrive();
        story.Send(refused, key: "k1");
    }

    private static void ReplaysTheVisit(Story story)
    {
        story.GoToDoor();
        story.StoreFix();
        story.Arrive();
        var recorded = story.Record(story.AskAtDoor());
        story.Argue();
        story.WalkOff();
        story.GoAway(km: 6);
        story.WaitHours(3);
        story.Arrive();
        story.Send(recorded, key: "k2");
    }

    private static void GuessesUnderOneKey(Story story)
    {
        story.SeeCode();
        for (var guess = 0; guess < 20; guess++)
            story.Send(story.Record(story.Guess()), key: "k1");
        story.Argue();
        story.WalkOff();
    }
}
