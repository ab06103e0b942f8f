namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class SpoofsWithMockFlag : Fraud
{
    public override int Number => 6;

    public override string Name => "spoofed location, mock flag";

    public override string Sentence =>
        "The courier sets the location by an app that the platform tells on, and gets the code on the phone.";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("sets the door exactly", story => PhonesAndTypes(story, jitterM: 0)),
        new("sets the door with some jitter", story => PhonesAndTypes(story, jitterM: 15)),
        new("spoofs the arrival only, then has the location off", ArrivalOnly),
        new("spoofs the attempt only, and posts no arrival", NoArrival),
    ];

    private static void PhonesAndTypes(Story story, double jitterM)
    {
        story.GoAway(km: 3);
        story.SpoofDoor(jitterM, saysMock: true);
        story.Arrive();
        story.Type(story.Call());
    }

    private static void ArrivalOnly(Story story)
    {
        story.GoAway(km: 3);
        story.SpoofDoor(saysMock: true);
        story.Arrive();
        story.LocationOff();
        story.Type(story.Call());
    }

    private static void NoArrival(Story story)
    {
        story.GoAway(km: 3);
        story.SpoofDoor(saysMock: true);
        story.Type(story.Call());
    }
}
