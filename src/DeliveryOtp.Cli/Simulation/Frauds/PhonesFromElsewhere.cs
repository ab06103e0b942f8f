namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class PhonesFromElsewhere : Fraud
{
    public override int Number => 4;

    public override string Name => "code by phone, courier elsewhere";

    public override string Sentence =>
        "The courier never goes to the door, or is gone from it: the recipient reads the code out on the phone.";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("tells the true place, 3 km away", TrueLocation),
        new("has the location off", LocationOff),
        new("reports a vague location, 150 m, from 3 km away", VagueLocation),
        new("reports a vague location, 2 km, from 3 km away", VeryVagueLocation),
        new("has the location off and posts no arrival", NoArrival),
        new("arrived at the door without ringing, then types elsewhere with the location off", ArrivedFirst),
    ];

    private static void TrueLocation(Story story)
    {
        story.GoAway(km: 3);
        PhonesAndTypes(story);
    }

    private static void LocationOff(Story story)
    {
        story.GoAway(km: 3);
        story.LocationOff();
        PhonesAndTypes(story);
    }

    private static void VagueLocation(Story story)
    {
        story.GoAway(km: 3);
        story.LocationCoarse(accuracyM: 150);
        PhonesAndTypes(story);
    }

    private static void VeryVagueLocation(Story story)
    {
        story.GoAway(km: 3);
        story.LocationCoarse(accuracyM: 2000);
        PhonesAndTypes(story);
    }

    private static void NoArrival(Story story)
    {
        story.GoAway(km: 3);
        story.LocationOff();
        story.Type(story.Call());
    }

    private static void ArrivedFirst(Story story)
    {
        story.GoToDoor();
        story.Arrive();
        story.LocationOff();
        story.GoAway(km: 1);
        story.Type(story.Call());
    }

    private static void PhonesAndTypes(Story story)
    {
        story.Arrive();
        story.Type(story.Call());
    }
}
