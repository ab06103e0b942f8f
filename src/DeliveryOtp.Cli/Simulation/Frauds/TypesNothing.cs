namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class TypesNothing : Fraud
{
    public override int Number => 1;

    public override string Name => "types nothing at the door";

    public override string Sentence =>
        "The case from the news: the courier sees the code, types nothing, says that it doesn't work, leaves with the parcel and confirms later.";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("types the code at home in the evening", FromHome),
        new("comes back inside the fence in the evening, with the old code and no arrival", BackWithOldCode),
        new("comes back in the evening, arrives, and types the old code", BackAndArrives),
        new("comes back in the evening, arrives, and phones for the new code", BackAndPhones),
        new("posted no arrival at the door, and comes back in the evening", LeavesNoTrace),
        new("types it within the session, far away, with the location off", FromTheVan),
        new("types it as soon as nobody sees him", OutOfSight),
    ];

    public override IReadOnlyList<Variant> BestMoments { get; } =
    [
        new("types it at the door as soon as he hears it, and says that it doesn't work", AtTheDoor),
        new("turns away with the parcel as soon as he hears it, and types it in sight of the door", WalkingOff),
    ];

    private static void FromHome(Story story)
    {
        var code = story.SeeCodeAndLeave();
        story.GoAway(km: 6);
        story.WaitHours(4);
        story.Type(code);
    }

    private static void BackWithOldCode(Story story)
    {
        var code = story.SeeCodeAndLeave();
        story.GoAway(km: 3);
        story.WaitHours(4);
        story.GoAroundTheCorner();
        story.Type(code);
    }

    private static void BackAndArrives(Story story)
    {
        var code = story.SeeCodeAndLeave();
        story.GoAway(km: 3);
        story.WaitHours(4);
        story.GoAroundTheCorner();
        story.Arrive();
        story.Type(code);
    }

    private static void BackAndPhones(Story story)
    {
        story.SeeCodeAndLeave();
        story.GoAway(km: 3);
        story.WaitHours(4);
        story.GoAroundTheCorner();
        story.Arrive();
        story.Type(story.Call());
    }

    private static void LeavesNoTrace(Story story)
    {
        story.GoToDoor();
        var code = story.AskAtDoor();
        story.Argue();
        story.WalkOff();
        story.GoAway(km: 3);
        story.WaitHours(4);
        story.GoAroundTheCorner();
        story.Type(code);
    }

    private static void FromTheVan(Story story)
    {
        var code = story.SeeCodeAndLeave();
        story.LocationOff();
        story.GoAway(km: 1);
        story.Type(code);
    }

    private static void OutOfSight(Story story) => story.Type(story.SeeCodeAndLeave());

    private static void AtTheDoor(Story story)
    {
        story.Type(story.SeeCode());
        story.Argue();
        story.WalkOff();
    }

    private static void WalkingOff(Story story)
    {
        var code = story.SeeCode();
        story.WalkOffInSight();
        story.Type(code);
    }
}
