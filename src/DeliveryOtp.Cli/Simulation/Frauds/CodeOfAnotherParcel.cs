namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class CodeOfAnotherParcel : Fraud
{
    public override int Number => 8;

    public override string Name => "code of parcel B at hand-over of A";

    public override string Sentence =>
        "Two parcels, one recipient: the courier hands over the cheap one, asks for the code of the dear one and keeps that.";

    public override int Deliveries => 2;

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("hands over A, confirms both, keeps B", ConfirmsBoth),
        new("hands over A with the code of B by mistake, then confirms B", TypesItForTheWrongOne),
        new("hands over A, and confirms B later from home", ConfirmsBFromHome),
        new("hands over A and scans its label for B, whose label he has left in the van", ScansTheWrongLabel),
    ];

    private static void ConfirmsBoth(Story story)
    {
        var dear = story.Parcel;
        HandsOverTheCheapOne(story);
        story.TurnTo(dear);
        story.GoToDoor();
        story.Arrive();
        story.Type(story.AskForTheOtherCode());
    }

    private static void TypesItForTheWrongOne(Story story)
    {
        var dear = story.Parcel;
        var cheap = story.NextParcel(dear.Door);
        story.GoToDoor();
        story.Arrive();
        var code = story.AskForTheOtherCode();
        story.TurnTo(cheap);
        story.GoToDoor();
        story.Arrive();
        story.Type(code);
        story.Type(story.AskAtDoor());
        story.TurnTo(dear);
        story.Type(code);
    }

    private static void ConfirmsBFromHome(Story story)
    {
        var dear = story.Parcel;
        HandsOverTheCheapOne(story);
        story.TurnTo(dear);
        story.GoToDoor();
        story.Arrive();
        var code = story.AskForTheOtherCode();
        story.GoAway(km: 6);
        story.WaitHours(2);
        story.Type(code);
    }

    private static void ScansTheWrongLabel(Story story)
    {
        var dear = story.Parcel;
        HandsOverTheCheapOne(story);
        story.TurnTo(dear);
        story.GoToDoor();
        story.Arrive();
        var code = story.AskForTheOtherCode();
        story.ScanAnotherLabel();
        story.Type(code);
    }

    private static void HandsOverTheCheapOne(Story story) => story.HandOver(story.NextParcel(story.Parcel.Door));
}
