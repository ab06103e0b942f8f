namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class PhonesInsideFence : Fraud
{
    public override int Number => 5;

    public override string Name => "code by phone, inside the fence";

    public override string Sentence =>
        "The recipient is out; the courier stands near the house and gets the code on the phone. To every instrument it is a hand-over.";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("stands at the door", story => PhonesAndTypes(story, story.GoToDoor)),
        new("stands in front of another building", story => PhonesAndTypes(story, story.GoAroundTheCorner)),
        new("posts no arrival", NoArrival),
    ];

    private static void NoArrival(Story story)
    {
        story.GoToDoor();
        story.Type(story.Call());
    }

    private static void PhonesAndTypes(Story story, Action go)
    {
        go();
        story.Arrive();
        story.Type(story.Call());
    }
}
