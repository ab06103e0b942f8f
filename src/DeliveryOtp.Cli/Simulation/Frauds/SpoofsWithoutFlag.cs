using DeliveryOtp.Cli.Simulation.World;

namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class SpoofsWithoutFlag : Fraud
{
    public override int Number => 7;

    public override string Name => "spoofed location, no flag";

    public override string Sentence =>
        "The courier sets the location by means that the platform does not tell on, and gets the code on the phone.";

    public override int Deliveries => 2;

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("sends one fix for two doors 130 m apart", OneFixForTwoDoors),
        new("jumps 9 km within two minutes", Teleports),
        new("confirms two doors 5 km apart from a sofa, two minutes apart", FromASofa),
        new("sets the door exactly, at a believable speed", story => TakesItsTime(story, jitterM: 0)),
        new("sets the door with some jitter, at a believable speed", story => TakesItsTime(story, jitterM: 15)),
        new("is a stranger who sets the door of a parcel that is assigned to nobody, and that another has", Stranger),
    ];

    private static void OneFixForTwoDoors(Story story)
    {
        var first = story.Parcel;
        story.GoAway(km: 2);
        story.SpoofAt(first.Door.Position.Move(eastM: 65, northM: 0));
        PhonesAndTypes(story);
        story.TurnTo(story.StealAnother(new Door(first.Door.Position.Move(eastM: 130, northM: 0), IsCanyon: false)));
        PhonesAndTypes(story);
    }

    private static void Teleports(Story story)
    {
        var here = story.NextParcel(story.DoorNearby());
        story.HandOver(here);
        story.TurnTo(story.StealAnother(new Door(story.Courier.At.Move(eastM: 9000, northM: 0), IsCanyon: false)));
        story.Wait(minutes: 1);
        story.SpoofDoor(jitterM: 15);
        PhonesAndTypes(story);
    }

    private static void FromASofa(Story story)
    {
        var far = new Door(story.Parcel.Door.Position.Move(eastM: 5000, northM: 0), IsCanyon: false);
        story.GoAway(km: 2);
        story.WaitHours(1);
        story.SpoofDoor();
        PhonesAndTypes(story);
        story.TurnTo(story.StealAnother(far));
        story.SpoofDoor();
        PhonesAndTypes(story);
    }

    private static void TakesItsTime(Story story, double jitterM)
    {
        story.GoAway(km: 2);
        story.WaitHours(0.5);
        story.SpoofDoor(jitterM);
        PhonesAndTypes(story);
    }

    private static void Stranger(Story story)
    {
        story.LeaveUnassigned();
        var right = story.StrangerGoesOn(km: 4);
        story.SpoofDoor(jitterM: 15);
        PhonesAndTypes(story);
        story.RightCourierHandsOver(right);
    }

    private static void PhonesAndTypes(Story story)
    {
        story.Arrive();
        story.Type(story.Call());
    }
}
