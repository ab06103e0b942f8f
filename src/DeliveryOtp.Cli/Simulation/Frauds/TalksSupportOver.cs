namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class TalksSupportOver : Fraud
{
    public override int Number => 14;

    public override string Name => "support talked into a reissue";

    public override string Sentence =>
        "Support means well: a courier who sounds stressed gets a new code issued, read out, or sent to another phone.";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("has a code reissued and phones the recipient for it, from elsewhere", FromElsewhere),
        new("has a code reissued and read out, inside the fence", ReadOut),
        new("has the contact changed to a friend's, and arrives inside the fence", ContactChanged),
        new("has contact and address changed, and never comes near", EverythingChanged),
    ];

    private static void FromElsewhere(Story story)
    {
        story.GoAway(km: 3);
        story.LocationOff();
        story.AskSupportToReissue();
        story.Arrive();
        story.Type(story.Call());
    }

    private static void ReadOut(Story story)
    {
        story.GoAroundTheCorner();
        story.Arrive();
        if (story.AskSupportToReissue())
            story.Type(story.AskSupportForCode());
    }

    private static void ContactChanged(Story story)
    {
        story.GoAroundTheCorner();
        if (!story.AskSupportToChangeContact())
            return;
        story.Arrive();
        story.Type(story.AskFriend());
    }

    private static void EverythingChanged(Story story)
    {
        story.GoAway(km: 3);
        if (!story.AskSupportToChangeContact() || !story.AskSupportToChangeAddress())
            return;
        story.Arrive();
        story.Type(story.AskFriend());
    }
}
