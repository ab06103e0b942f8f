namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class SentLateAsOffline : Fraud
{
    public override int Number => 11;

    public override string Name => "clock set, sent late as offline";

    public override string Sentence =>
        "The courier sees the code, leaves with the parcel and sends the attempt later, as if it had been made at the door without network.";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("sends it from home hours later, with the fix and the clock of the door", HoursLater),
        new("sends arrival and attempt from home hours later, and phones for the code", BothHoursLater),
        new("sends it minutes later from elsewhere, with the fix and the clock of the door", WithinTheSession),
        new("posted no arrival at the door, and sends it from home hours later", NoArrival),
        new("stored at the door a fix of a clock 4 hours ahead, and sends it fresh from home", FixFromTheFuture),
    ];

    private static void HoursLater(Story story)
    {
        var code = SeesCodeAndStoresFix(story);
        story.GoAway(km: 6);
        story.WaitHours(4);
        story.SetClock(TimeSpan.FromHours(-4));
        story.Type(code);
    }

    private static void BothHoursLater(Story story)
    {
        SeesCodeAndStoresFix(story);
        story.GoAway(km: 6);
        story.WaitHours(4);
        story.SetClock(TimeSpan.FromHours(-4));
        story.Arrive();
        story.Type(story.Call());
    }

    private static void WithinTheSession(Story story)
    {
        var code = SeesCodeAndStoresFix(story);
        story.GoAway(km: 1);
        story.Wait(minutes: 2);
        story.SetClock(TimeSpan.FromMinutes(-5));
        story.Type(code);
    }

    private static void NoArrival(Story story)
    {
        story.GoToDoor();
        var code = story.AskAtDoor();
        story.StoreFix();
        story.Argue();
        story.WalkOff();
        story.GoAway(km: 6);
        story.WaitHours(4);
        story.SetClock(TimeSpan.FromHours(-4));
        story.Type(code);
    }

    private static void FixFromTheFuture(Story story)
    {
        story.GoToDoor();
        story.SetClock(TimeSpan.FromHours(4));
        story.StoreFix();
        story.SetClock(TimeSpan.Zero);
        story.GoAway(km: 6);
        story.Wait(minutes: 180);
        story.Arrive();
        story.Type(story.Call());
    }

    private static string? SeesCodeAndStoresFix(Story story)
    {
        var code = story.SeeCode();
        story.StoreFix();
        story.Argue();
        story.WalkOff();
        return code;
    }
}
