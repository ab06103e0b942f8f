namespace DeliveryOtp.Cli.Simulation.Frauds;

internal sealed class GuessesWidely : Fraud
{
    public override int Number => 13;

    public override string Name => "guesses over many deliveries";

    public override string Sentence =>
        "The courier guesses: a few tries at each of many deliveries, so that none locks.";

    private const int Doors = 20;

    public override int Deliveries => Doors + 1;

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("guesses once at each door, as fast as he drives", story => Guess(story, tries: 1, pauseMinutes: 1)),
        new("guesses twice at each door, as fast as he drives", story => Guess(story, tries: 2, pauseMinutes: 1)),
        new("guesses twice at each door, slowly enough for R17", story => Guess(story, tries: 2, pauseMinutes: 15)),
        new("guesses twice at each from home, with the location off", FromHome),
    ];

    private static void Guess(Story story, int tries, double pauseMinutes)
    {
        for (var door = 0; door < Doors; door++)
        {
            story.GoToDoor();
            story.Arrive();
            story.Ring();
            for (var guess = 0; guess < tries; guess++)
                story.TypeWrong();
            story.Wait(pauseMinutes);
            story.TurnTo(story.StealAnother(story.DoorNearby()));
        }
    }

    private static void FromHome(Story story)
    {
        story.LocationOff();
        for (var door = 0; door < Doors; door++)
        {
            story.Arrive();
            story.TypeWrong();
            story.TypeWrong();
            story.Wait(minutes: 2);
            story.TurnTo(story.StealAnother(story.DoorNearby()));
        }
    }
}
