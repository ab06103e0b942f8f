namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class RootedDevice : Fraud
{
    public override int Number => 10;

    public override string Name => "rooted device";

    public override string Sentence =>
        "The phone says whatever the courier wants, and admits that it is rooted or none at all.";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("sets the door with some jitter on a rooted phone, and phones", story => Spoofs(story, story.Root)),
        new("sets the door with some jitter on an emulator, and phones", story => Spoofs(story, () => story.TakeAnotherPhone(isEmulator: true))),
        new("has the location off on a rooted phone, and phones", WithoutLocation),
        new("sees the code and types it as soon as nobody sees him, on a rooted phone", OutOfSight),
    ];

    private static void Spoofs(Story story, Action prepare)
    {
        story.GoAway(km: 2);
        story.WaitHours(0.5);
        prepare();
        story.SpoofDoor(jitterM: 15);
        story.Arrive();
        story.Type(story.Call());
    }

    private static void WithoutLocation(Story story)
    {
        story.GoAway(km: 2);
        story.Root();
        story.LocationOff();
        story.Arrive();
        story.Type(story.Call());
    }

    private static void OutOfSight(Story story)
    {
        story.Root();
        story.Type(story.SeeCodeAndLeave());
    }
}
