namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class RecipientLies : Fraud
{
    public override int Number => 15;

    public override string Name => "recipient who lies";

    public override string Sentence =>
        "An honest hand-over, and a recipient who says that nothing came. No rule can refuse that; the evidence has to speak.";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("hands over; the recipient contests", Contests),
        new("hands over; the recipient says \"I have it\" and contests all the same", ConfirmsAndContests),
    ];

    private static void Contests(Story story)
    {
        story.HandOver(story.Parcel);
        story.WaitHours(3);
        story.Contest();
    }

    private static void ConfirmsAndContests(Story story)
    {
        story.HandOver(story.Parcel);
        story.ConfirmReceipt();
        story.WaitHours(3);
        story.Contest();
    }
}
