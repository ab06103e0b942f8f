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
        new("signs in on a colleague's phone as soon as nobody sees him", PhoneOutOfSight),
    ];

    private static void Colleague(Story story, double km)
    {
        var code = story.SeeCodeAndLeave();
        story.ColleagueGoesOn(km);
        story.Wait(minutes: 0.2);
        story.Type(code);
    }

    private static void Unassigned(Story story)
    {
        story.LeaveUnassigned();
        Colleague(story, km: 0.02);
    }

    private static void PhoneElsewhere(Story story)
    {
        var code = story.SeeCodeAndLeave();
        story.TakeAnotherPhone();
        story.GoAway(km: 5);
        story.Type(code);
    }

    private static void PhoneWithoutLocation(Story story)
    {
        var code = story.SeeCodeAndLeave();
        story.TakeAnotherPhone();
        story.LocationOff();
        story.GoAway(km: 1);
        story.Type(code);
    }

    private static void PhoneOutOfSight(Story story)
    {
        var code = story.SeeCodeAndLeave();
        story.TakeAnotherPhone();
        story.Type(code);
    }
}
