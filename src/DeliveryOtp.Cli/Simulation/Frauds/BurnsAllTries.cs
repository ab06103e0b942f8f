namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class BurnsAllTries : Fraud
{
    public override int Number => 3;

    public override string Name => "burns all three tries";

    public override string Sentence =>
        "The courier locks the delivery on purpose, leaves with the parcel, and lets support unlock it.";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("types the code all the same, at home", TypesOn),
        new("has it unlocked in the evening and phones for the new code, from home", UnlockedFromHome),
        new("has it unlocked in the evening and phones for the new code, inside the fence", UnlockedInsideFence),
        new("burns them from home with the location off, and phones from there", FromHomeThroughout),
        new("has it unlocked at the door, sees the new code, and types it as soon as nobody sees him", UnlockedAtDoor),
    ];

    public override IReadOnlyList<Variant> BestMoments { get; } =
    [
        new("burns two, and types the right digits before the recipient's eyes", LastTryAtDoor),
        new("has it unlocked at the door, and types the new code as soon as he hears it", UnlockedAndTyped),
    ];

    private static void TypesOn(Story story)
    {
        var code = LocksAndLeaves(story);
        story.GoAway(km: 6);
        story.WaitHours(4);
        story.Type(code);
    }

    private static void UnlockedFromHome(Story story)
    {
        LocksAndLeaves(story);
        story.GoAway(km: 6);
        story.WaitHours(4);
        story.AskSupportToUnlock();
        story.LocationOff();
        story.Arrive();
        story.Type(story.Call());
    }

    private static void UnlockedInsideFence(Story story)
    {
        LocksAndLeaves(story);
        story.GoAway(km: 3);
        story.WaitHours(4);
        story.AskSupportToUnlock();
        story.GoAroundTheCorner();
        story.Arrive();
        story.Type(story.Call());
    }

    private static void FromHomeThroughout(Story story)
    {
        story.GoAway(km: 6);
        story.LocationOff();
        story.Arrive();
        Lock(story);
        story.AskSupportToUnlock();
        story.Type(story.Call());
    }

    private static void UnlockedAtDoor(Story story)
    {
        var code = HasItUnlockedAtDoor(story);
        story.Argue();
        story.WalkOff();
        story.Type(code);
    }

    private static void UnlockedAndTyped(Story story)
    {
        story.Type(HasItUnlockedAtDoor(story));
        story.Argue();
        story.WalkOff();
    }

    private static void LastTryAtDoor(Story story)
    {
        var code = story.SeeCode();
        story.TypeWrong();
        story.TypeWrong();
        story.Type(code);
        story.Argue();
        story.WalkOff();
    }

    private static string? HasItUnlockedAtDoor(Story story)
    {
        story.SeeCode();
        Lock(story);
        return story.AskSupportToUnlock() ? story.AskAgain() : null;
    }

    private static string? LocksAndLeaves(Story story)
    {
        var code = story.SeeCode();
        Lock(story);
        story.Argue();
        story.WalkOff();
        return code;
    }

    private static void Lock(Story story)
    {
        story.TypeWrong();
        story.TypeWrong();
        story.TypeWrong();
    }
}
