namespace DeliveryOtp.Cli.Simulation;

/// <summary>
/// How people behave. No rule decides these numbers and no measurement stands behind them: they are guesses, said aloud,
/// and the results are true for them only.
/// </summary>
internal static class Assumptions
{
    /// <summary>Honest visits at which nobody opens. Carriers speak of 5–8 % of first visits.</summary>
    public const double NobodyHome = 0.05;

    /// <summary>Of those, second visits on the same day at which nobody opens either: the parcel goes back.</summary>
    public const double NobodyHomeAgain = 0.3;

    /// <summary>Honest couriers who post an arrival though nothing asks for it (`on_issue`).</summary>
    public const double PostsArrival = 0.7;

    /// <summary>Honest hand-overs at which the first digits typed are wrong.</summary>
    public const double Mistypes = 0.03;

    /// <summary>Honest hand-overs that take longer than a doorstep session: the recipient has to be fetched, or has to pay.</summary>
    public const double SlowDoor = 0.003;

    /// <summary>Days on which an honest courier gets another phone in the middle of the route.</summary>
    public const double ChangesPhone = 0.005;

    /// <summary>Phones whose clock is 2–10 minutes off, to either side.</summary>
    public const double WrongClock = 0.003;

    /// <summary>Recipients who read their code out to a caller who says to be the courier (`on_issue`).</summary>
    public const double TellsByPhone = 0.5;

    /// <summary>
    /// Recipients whom a caller persuades to press "a courier is in front of me" though nobody is, and to read out what
    /// appears (`on_arrival`): it takes a lie of their own.
    /// </summary>
    public const double RevealsByPhone = 0.25;

    /// <summary>Of those who are not persuaded and whose page says that a courier is at the door: they press "nobody is here".</summary>
    public const double Denies = 0.5;

    /// <summary>Recipients who see the courier walk off with the parcel and press "left with my parcel", 1–10 minutes later.</summary>
    public const double ReportsLeft = 0.5;

    /// <summary>Recipients without a parcel whose page says "accepted", and who contest within 40 hours.</summary>
    public const double Contests = 0.7;

    /// <summary>Recipients of two parcels who read out the code of the other order without looking which it is.</summary>
    public const double MixesUpOrders = 0.3;

    /// <summary>Support clerks who do what a courier on the phone asks for: unlock, reissue, change the recipient's contact.</summary>
    public const double SupportObliges = 0.3;

    /// <summary>Support clerks who read out the code that the reissue gave them (`on_issue`: under `on_arrival` they get none).</summary>
    public const double SupportReadsOut = 0.2;
}
