using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Messages;

/// <summary>Which journal entries a recipient is told of, what of them, and for how long that is of use.</summary>
internal static class WorthTelling
{
    /// <summary>Null: nothing.</summary>
    public static NewMail? Of(StoredEntry entry) => entry.Kind switch
    {
        JournalRow.ArrivedKind or JournalRow.AttemptedKind when entry.IsStranger => Of(entry, MessageKind.Stranger),
        JournalRow.ArrivedKind => OfArrival(entry, RowJson.Read<ArrivalFacts>(entry.Detail)),
        JournalRow.AttemptedKind => OfAttempt(entry, RowJson.Read<AttemptFacts>(entry.Detail)),
        // The words of a retailer or of support staff are for the journal; a recipient learns who stopped it.
        "held" => Of(entry, MessageKind.Held) with { Reason = EnumName<HoldCause>.Of(RowJson.Read<Held>(entry.Detail).Cause) },
        "contested" => Of(entry, MessageKind.Contested),
        "link_sent" => Of(entry, MessageKind.Link),
        _ => null,
    };

    /// <summary>An arrival that opened nothing changes nothing for the recipient; the page shows it.</summary>
    private static NewMail? OfArrival(StoredEntry entry, ArrivalFacts facts) => facts.Opens is { } session
        ? Of(entry, MessageKind.Arrival) with { Place = facts.Location.Verdict, ValidUntil = session.ClosesAt }
        : null;

    private static NewMail OfAttempt(StoredEntry entry, AttemptFacts facts)
    {
        var kind = facts switch
        {
            { Outcome: AttemptOutcome.Accepted } => MessageKind.Accepted,
            { Outcome: AttemptOutcome.WrongCode, DeliveryStatus: DeliveryStatus.Locked } => MessageKind.Locked,
            { Outcome: AttemptOutcome.WrongCode } => MessageKind.WrongCode,
            _ => MessageKind.Refused,
        };
        return Of(entry, kind) with
        {
            Place = facts.Location.Verdict,
            TriesLeft = kind == MessageKind.WrongCode ? facts.TriesLeft : null,
            Reason = kind == MessageKind.Refused ? EnumName<AttemptOutcome>.Of(facts.Outcome) : null,
        };
    }

    private static NewMail Of(StoredEntry entry, MessageKind kind) => new()
    {
        RetailerId = entry.RetailerId,
        DeliveryId = entry.DeliveryId,
        EntryId = entry.Id,
        Sequence = entry.Sequence,
        Kind = EnumName<MessageKind>.Of(kind),
        HappenedAt = entry.RecordedAt,
        ValidUntil = entry.RecordedAt + NewMails.Usefulness,
        LinkVersion = entry.LinkVersion,
        Most = MostOf(kind),
    };

    /// <summary>
    /// A courier's app must not flood a mailbox, and what somebody does who may not deliver the parcel must not use up what another
    /// mail needs (R18): each kind has a budget of its own. What changes the delivery goes out however much went before.
    /// </summary>
    private static int? MostOf(MessageKind kind) => kind switch
    {
        MessageKind.Arrival or MessageKind.WrongCode => 20,
        MessageKind.Refused => 10,
        MessageKind.Stranger => 1,
        MessageKind.Accepted or MessageKind.Locked or MessageKind.Held or MessageKind.Contested or MessageKind.Moved
            or MessageKind.Link => null,
    };

    private sealed record ArrivalFacts(SessionFacts? Opens, PlaceFacts Location);

    private sealed record AttemptFacts(AttemptOutcome Outcome, DeliveryStatus DeliveryStatus, int TriesLeft, PlaceFacts Location);

    private sealed record SessionFacts(DateTimeOffset ClosesAt);

    private sealed record PlaceFacts(PlaceVerdict Verdict);
}
