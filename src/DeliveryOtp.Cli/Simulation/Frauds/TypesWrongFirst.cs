namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class TypesWrongFirst : Fraud
{
    public override int Number => 2;

    public override string Name => "types wrong digits first";

    public override string Sentence =>
        "The courier sees the code, types other digits, shows the refusal to the recipient, leaves with the parcel and types the right ones later.";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("types the right ones at home in the evening", FromHome),
        new("comes back inside the fence in the evening, with the old code and no arrival", BackWithOldCode),
        new("comes back in the evening, arrives, and phones for the new code", BackAndPhones),
        new("types wrong ones twice, then the right ones within the session, far away, with the location off", FromTheVan),
        new("types the right ones as soon as nobody sees him", OutOfSight),
    ];

    public override IReadOnlyList<Variant> BestMoments { get; } =
    [
        new("types wrong ones, shows the refusal, and types the right ones before the recipient's eyes", AtTheDoor),
        new("types wrong ones, turns away with the parcel, and types the right ones in sight of the door", WalkingOff),
    ];

    private static void FromHome(Story story)
    {
        var code = ShowsRefusalAndLeaves(story);
        story.GoAway(km: 6);
        story.WaitHours(4);
        story.Type(code);
    }

    private static void BackWithOldCode(Story story)
    {
        var code = ShowsRefusalAndLeaves(story);
        story.GoAway(km: 3);
        story.WaitHours(4);
        story.GoAroundTheCorner();
        story.Type(code);
    }

    private static void BackAndPhones(Story story)
    {
        ShowsRefusalAndLeaves(story);
        story.GoAway(km: 3);
        story.WaitHours(4);
        story.GoAroundTheCorner();
        story.Arrive();
        story.Type(story.Call());
    }

    private static void FromTheVan(Story story)
    {
        var code = ShowsRefusalAndLeaves(story);
        story.TypeWrong();
        story.LocationOff();
        story.GoAway(km: 1);
        story.Type(code);
    }

    private static void OutOfSight(Story story) => story.Type(ShowsRefusalAndLeaves(story));

    private static void AtTheDoor(Story story)
    {
        var code = story.SeeCode();
        story.TypeWrong();
        story.Type(code);
        story.Argue();
        story.WalkOff();
    }

    private static void WalkingOff(Story story)
    {
        var code = story.SeeCode();
        story.TypeWrong();
        story.WalkOffInSight();
        story.Type(code);
    }

    private static string? ShowsRefusalAndLeaves(Story story)
    {
        var code = story.SeeCode();
        story.TypeWrong();
        story.Argue();
        story.WalkOff();
        return code;
    }
}
