namespace DeliveryOtp.Cli.Simulation.Frauds;

/// <summary>Every fraud that is simulated, by number.</summary>
internal static class AllFrauds
{
    public static IReadOnlyList<Fraud> ByNumber { get; } =
    [
        new TypesNothing(),
        new TypesWrongFirst(),
        new BurnsAllTries(),
        new PhonesFromElsewhere(),
        new PhonesInsideFence(),
        new SpoofsWithMockFlag(),
        new SpoofsWithoutFlag(),
        new CodeOfAnotherParcel(),
        new ColleaguesDevice(),
        new RootedDevice(),
        new SentLateAsOffline(),
        new OldCodeAfterReissue(),
        new GuessesWidely(),
        new TalksSupportOver(),
        new RecipientLies(),
        new ReplaysRequests(),
        new StrangersFromAfar(),
        new NamesColleaguesDevice(),
    ];
}
