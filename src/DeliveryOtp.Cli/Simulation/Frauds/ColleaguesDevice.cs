namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class ColleaguesDevice : Fraud
{
    public override int Number => 9;

    public override string Name => "a colleague's device";

    public override string Sentence =>
        "The courier sees the code at the door and leaves with the parcel; a colleague, or the colleague's phone, confirms.";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("lets a colleague confirm on his own account, at the door", story => Colleague(story, km: 0.02)),
        new("lets a colleague confirm on his own account, 5 km away", story => Colleague(story, km: 5)),
        new("lets a colleague confirm who may, since nobody is assigned", Unassigned),
        new("signs in on a colleague's phone, 5 km away", PhoneElsewhere),
        new("signs in on a colleague's phone, far away with the location off", PhoneWithoutLocation),
        new("signs in on a colleague's phone, around the corner within the session", PhoneAroundTheCorner),
    ];

    private static void Colleague(Story story, double km)
    {
        var code = SeesCodeAndLeaves(story);
        story.ColleagueGoesOn(km);
        story.Wait(minutes: 2);
        story.Type(code);
    }

    private static void Unassigned(Story story)
    {
        story.LeaveUnassigned();
        Colleague(story, km: 0.02);
    }

    private static void PhoneElsewhere(Story story)
    {
        var code = SeesCodeAndLeaves(story);
        story.TakeAnotherPhone();
        story.GoAway(km: 5);
        story.Type(code);
    }

    private static void PhoneWithoutLocation(Story story)
    {
        var code = SeesCodeAndLeaves(story);
        story.TakeAnotherPhone();
        story.LocationOff();
        story.GoAway(km: 1);
        story.Type(code);
    }

    private static void PhoneAroundTheCorner(Story story)
    {
        var code = SeesCodeAndLeaves(story);
        story.TakeAnotherPhone();
        story.GoAroundTheCorner();
        story.Wait(minutes: 2);
        story.Type(code);
    }

    private static string? SeesCodeAndLeaves(Story story)
    {
        story.GoToDoor();
        story.Arrive();
        var code = story.AskAtDoor();
        story.WalkOff();
        return code;
    }
}
