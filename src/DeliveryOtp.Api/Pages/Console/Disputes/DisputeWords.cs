using System.Globalization;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Pages.Console.Disputes;

/// <summary>Disputes in words.</summary>
internal static class DisputeWords
{
    public static string Of(ContestKind kind) => kind switch
    {
        ContestKind.NotReceived => "not received",
        ContestKind.WrongItem => "wrong item",
        ContestKind.EmptyBox => "empty box",
    };

    public static string Of(Complainant complainant) => complainant switch
    {
        Complainant.Recipient => "the recipient",
        Complainant.Retailer => "the retailer",
        Complainant.Support => "support",
    };

    public static string Of(DisputeOutcome outcome) => outcome switch
    {
        DisputeOutcome.Refund => "refund",
        DisputeOutcome.Replacement => "replacement",
        DisputeOutcome.Rejected => "rejected",
    };

    public static string Of(Ground ground) => ground switch
    {
        Ground.CodeAccepted => "code accepted",
        Ground.InsideGeofence => "inside the fence",
        Ground.AssignedCourier => "assigned courier",
        Ground.BoundDevice => "bound device",
        Ground.RecipientReceipt => "recipient's receipt",
        Ground.Photo => "photo",
        Ground.Signature => "signature",
        Ground.NoSignals => "no signals",
        Ground.OtherEvidence => "other evidence",
    };

    /// <summary>What the record says, for ears and for eyes.</summary>
    public static (string Words, string Sign) Of(RecordSays says) => says switch
    {
        RecordSays.Supports => ("the record supports it", "✓"),
        RecordSays.Contradicts => ("the record contradicts it", "✕"),
        RecordSays.CantSay => ("the record doesn't say", "?"),
    };

    /// <summary>The name of the button that does it.</summary>
    public static string ActOf(DisputeOutcome outcome) => outcome switch
    {
        DisputeOutcome.Refund => "Refund the recipient",
        DisputeOutcome.Replacement => "Send a replacement",
        DisputeOutcome.Rejected => "Reject the claim",
    };

    /// <summary>The decision, before it is sent.</summary>
    public static string ConsequenceOf(DisputeOutcome outcome) => outcome switch
    {
        DisputeOutcome.Refund => "You decide that the recipient gets their money back",
        DisputeOutcome.Replacement => "You decide that the recipient gets the goods again",
        DisputeOutcome.Rejected => "You decide that the recipient gets nothing",
    };

    /// <summary>3 days late, tomorrow, in 5 days: on the calendar of the destination.</summary>
    public static string Due(DateTimeOffset due, DateTimeOffset now, DestinationClock clock)
    {
        var days = clock.DateOf(due).DayNumber - clock.DateOf(now).DayNumber;
        return days switch
        {
            < 0 => $"{EntryWords.Count(-days, "day")} late",
            0 when due < now => $"late since {clock.Time(due)}",
            0 => $"today, until {clock.Time(due)}",
            1 => "tomorrow",
            _ => $"in {days.ToString(CultureInfo.InvariantCulture)} days",
        };
    }

    /// <summary>At the beginning of a line.</summary>
    public static string Capital(string words) => string.Concat(words[..1].ToUpperInvariant(), words[1..]);
}
