namespace DeliveryOtp.Cli.Simulation.Assumed;

/// <content>What recipients and support do when somebody does not mean well.</content>
internal static partial class Assumptions
{
    public static readonly Assumption Argues = Assumption.Seconds(
        "\"it doesn't work\": from the code to his leaving", 40, 0.7,
        "Trying, showing the screen, a sentence about the depot: half a minute to two minutes. Who is seen lying does not stay longer.");

    public static readonly Assumption WalkingSpeed = new(
        "he walks off at", 1.4, Measure.MetresPerSecond,
        "What grown people walk at who don't want to seem to run.",
        Spread: 0.2);

    public static readonly Assumption Sight = new(
        "he is out of sight after", 15, Measure.Metres,
        "In a stairwell the next landing hides him (5 m), in a street the next van, hedge or corner (20–60 m).",
        Spread: 0.9);

    public static readonly Assumption HidesWhenLeft = Assumption.Share(
        "hides the code when he leaves with the parcel", 0.2,
        "The button is under the thumb; but it takes somebody who understands at once what is going on.");

    public static readonly Assumption HidesAfter = Assumption.Seconds(
        "until the code is hidden", 6, 0.5,
        "To see him turn, to look down, to find the button.");

    public static readonly Assumption KeepsShowingAlone = Assumption.Share(
        "taps \"keep showing\", with nobody there", 0.1,
        "The page says that somebody has to be in front of them; a tenth taps whatever lets things stay as they are.");

    public static readonly Assumption ReportsLeft = Assumption.Share(
        "reports \"left with my parcel\"", 0.5,
        "The button is on the page that they have open; the other half believes him and waits for tomorrow.");

    public static readonly Assumption ReportsAfter = Assumption.Seconds(
        "until it is reported", 240, 0.7,
        "First they look down the street, then they tell somebody, then they look at the page again: one to ten minutes.");

    public static readonly Assumption LooksAtPage = Assumption.Share(
        "who has just tapped sees the page say ACCEPTED", 0.8,
        "The phone is in the hand with the page open, and the page changes colour; one in five has put it away.");

    public static readonly Assumption ContestsSeen = Assumption.Share(
        "who has seen it, without a parcel, contests", 0.95,
        "They have seen a man with their parcel say that it didn't work, and the page say that it did.");

    public static readonly Assumption Contests = Assumption.Share(
        "whoever else gets no parcel contests", 0.7,
        "They learn of it from a message; a third never reads it, or asks the shop instead, or thinks that a neighbour has it.");

    public static readonly Assumption TellsByPhone = Assumption.Share(
        "reads the code out on the phone (on_issue)", 0.5,
        "It is in a message, and the caller is the courier whom they wait for: more than fall for a stranger's call, fewer than all.");

    public static readonly Assumption RevealsByPhone = Assumption.Share(
        "taps \"a courier is in front of me\" for a caller", 0.25,
        "It takes a lie of their own, against the sentence on the button: half of those who would tell.");

    public static readonly Assumption Denies = Assumption.Share(
        "who does not believe the caller denies the arrival", 0.5,
        "The page asks; half answer it, the other half hang up and forget.");

    public static readonly Assumption MixesUpOrders = Assumption.Share(
        "a recipient of two parcels reads out the wrong code", 0.3,
        "Two messages of one shop look alike, and the courier asks for \"the code\".");

    public static readonly Assumption SupportObliges = Assumption.Share(
        "a support clerk does what a courier asks on the phone", 0.3,
        "They are told not to, and they are there to help: it depends on the clerk.");

    public static readonly Assumption SupportReadsOut = Assumption.Share(
        "and reads out the code that it gave (on_issue)", 0.2,
        "Fewer than unlock: reading a secret out to a voice is what every training is about.");
}
