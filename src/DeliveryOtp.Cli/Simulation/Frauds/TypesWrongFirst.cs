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
        new("types the right ones within the session, around the corner", AroundTheCorner),
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

    private static void AroundTheCorner(Story story)
    {
        var code = ShowsRefusalAndLeaves(story);
        story.GoAroundTheCorner();
        story.Wait(minutes: 2);
        story.Type(code);
    }

    private static string? ShowsRefusalAndLeaves(Story story)
    {
        story.GoToDoor();
        story.Arrive();
        var code = story.AskAtDoor();
        story.TypeWrong();
        story.WalkOff();
        return code;
    }
}
