namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class NamesColleaguesDevice : Fraud
{
    public override int Number => 18;

    public override string Name => "suspends a colleague by his device";

    public override string Sentence =>
        "A device only names itself: the courier calls his own what a colleague's is called, and guesses under that name until it should be suspended.";

    private const int Doors = 4;

    public override int Deliveries => Doors + 1;

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("burns the tries of his own parcels at their doors, under a colleague's device name", AtDoors),
        new("burns the tries of parcels that are assigned to nobody from home, under a colleague's device name", FromHome),
    ];

    private static void AtDoors(Story story)
    {
        var (colleague, parcel) = story.Colleague();
        story.NameDeviceOf(colleague);
        for (var door = 0; door < Doors; door++)
        {
            story.SeeCode();
            Burn(story);
            story.TurnTo(story.StealAnother(story.DoorNearby()));
        }

        story.TurnTo(parcel);
        story.RightCourierHandsOver(colleague);
    }

    private static void FromHome(Story story)
    {
        var (colleague, parcel) = story.Colleague();
        story.NameDeviceOf(colleague);
        story.LocationOff();
        for (var door = 0; door < Doors; door++)
        {
            story.LeaveUnassigned();
            story.Arrive();
            Burn(story);
            story.TurnTo(story.StealAnother(story.DoorNearby()));
        }

        story.TurnTo(parcel);
        story.RightCourierHandsOver(colleague);
    }

    private static void Burn(Story story)
    {
        for (var guess = 0; guess < 3; guess++)
            story.TypeWrong();
    }
}
