using DeliveryOtp.Cli.Simulation.World;

namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class StrangersFromAfar : Fraud
{
    public override int Number => 17;

    public override string Name => "strangers, from afar";

    public override string Sentence =>
        "A courier of the retailer who never had the parcel opens sessions, burns tries or phones for the code, from his sofa; then the right one comes.";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("posts arrivals with the location off, to a parcel that is assigned to nobody", story => Disturb(story, isAssigned: false, PostArrivals)),
        new("posts arrivals with the location off, to a parcel that is another's", story => Disturb(story, isAssigned: true, PostArrivals)),
        new("types wrong digits with the location off, to lock a parcel that is assigned to nobody", story => Disturb(story, isAssigned: false, BurnTries)),
        new("types wrong digits with the location off, to lock a parcel that is another's", story => Disturb(story, isAssigned: true, BurnTries)),
        new("phones for the code of a parcel that is assigned to nobody, with the location off", story => Disturb(story, isAssigned: false, Phone)),
        new("phones for the code of a parcel that is another's, with the location off", story => Disturb(story, isAssigned: true, Phone)),
        new("phones for the code of a parcel that is assigned to nobody while the right courier's session is open", WhileAnotherIsThere),
    ];

    private static void Disturb(Story story, bool isAssigned, Action<Story> how)
    {
        var right = Sofa(story, isAssigned);
        how(story);
        story.RightCourierHandsOver(right);
    }

    private static Courier Sofa(Story story, bool isAssigned)
    {
        if (isAssigned)
            story.BeAssigned();
        else
            story.LeaveUnassigned();
        var right = story.StrangerGoesOn(km: 4);
        story.LocationOff();
        return right;
    }

    private static void PostArrivals(Story story)
    {
        for (var arrival = 0; arrival < 6; arrival++)
        {
            story.Arrive();
            story.Wait(minutes: 11);
        }

        story.Arrive();
    }

    private static void BurnTries(Story story)
    {
        story.Arrive();
        for (var guess = 0; guess < 3; guess++)
            story.TypeWrong();
    }

    private static void Phone(Story story)
    {
        story.Arrive();
        story.Type(story.Call());
    }

    /// <summary>The right courier rang, and nobody answers the door: the session that the stranger could not open is open.</summary>
    private static void WhileAnotherIsThere(Story story)
    {
        story.LeaveUnassigned();
        story.GoToDoor();
        story.Arrive();
        var right = story.StrangerGoesOn(km: 4);
        story.LocationOff();
        story.Type(story.Call());
        story.RightCourierHandsOver(right);
    }
}
