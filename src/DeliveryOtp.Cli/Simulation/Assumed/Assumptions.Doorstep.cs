namespace DeliveryOtp.Cli.Simulation.Assumed;

/// <content>At the door, where everybody means well.</content>
internal static partial class Assumptions
{
    public static readonly Assumption AnswersDoor = Assumption.Seconds(
        "from the bell to the open door", 40, 0.6,
        "Carriers plan one to two minutes a stop, and most of it is this; from upstairs it is twice as long.");

    public static readonly Assumption SlowDoor = Assumption.Share(
        "a hand-over takes longer than a session", 0.003,
        "The recipient has to be fetched, or has to pay, or to find an identity card: ten minutes and more are rare.");

    public static readonly Assumption TapsEarly = Assumption.Share(
        "taps on the way to the door", 0.2,
        "The page tells of the arrival while they are on the stairs with the phone in hand, and has one button.");

    public static readonly Assumption ReadsFromMemory = Assumption.Share(
        "whose code is gone by then reads it from memory", 0.05,
        "Few keep six digits in mind while the page is there to look at.");

    public static readonly Assumption ForgetsToTap = Assumption.Share(
        "does not tap before the courier asks for it", 0.25,
        "A step that other deliveries don't have, and nothing but the page reminds of it. With the code in a message nothing is missing at first.");

    public static readonly Assumption ReadsAnotherCode = Assumption.Share(
        "and reads out other six digits (on_arrival)", 0.01,
        "They have no code to read. One in thirty has another parcel's at hand that day, and one in three of them takes it for this one.");

    public static readonly Assumption ReadsOut = Assumption.Seconds(
        "from the tap to the last digit read out", 6, 0.6,
        "Six digits, said in twos or threes; one in twenty needs more than 16 s, for glasses or a second reading.");

    public static readonly Assumption Types = Assumption.Seconds(
        "until it is typed and sent", 6, 0.5,
        "The field is open, and six digits are typed as they are heard; one in twenty needs more than 14 s, with gloves or a bad screen.");

    public static readonly Assumption Interrupted = Assumption.Share(
        "something comes between hearing and typing", 0.01,
        "A dog, a call, an app that restarts: one in a hundred, since nobody asks for a code before he is ready to type.");

    public static readonly Assumption Interruption = Assumption.Seconds(
        "an interruption takes", 60, 0.7,
        "A call is answered in a minute, and an app that restarts asks for a password.");

    public static readonly Assumption KeepsShowing = Assumption.Share(
        "taps \"keep showing\", with the courier there", 0.5,
        "Half look at the page while they wait; the other half has put the phone away to take the parcel.");

    public static readonly Assumption TypesOldDigits = Assumption.Share(
        "types the old digits though new ones were told", 0.1,
        "They are still in the field, or in the ear.");

    public static readonly Assumption Mistypes = Assumption.Share(
        "the first digits typed are wrong", 0.03,
        "Half a per cent a digit: usual for small keypads.");

    public static readonly Assumption Witnesses = Assumption.Share(
        "taps though the code needs no tap (on_issue)", 0.2,
        "The code is in the message; one in five opens the page at the door because it tells where the courier is.");
}
