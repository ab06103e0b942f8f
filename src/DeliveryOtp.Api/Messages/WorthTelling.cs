using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Messages;

/// <summary>Which journal entries a recipient is told of, what of them, and for how long that is of use.</summary>
internal static class WorthTelling
{
    /// <summary>Null: nothing.</summary>
    public static NewMail? Of(StoredEntry entry) => entry.EntryKind switch
    {
        EntryKind.Arrived or EntryKind.Attempted when entry.IsStranger => Of(entry, MessageKind.Stranger),
        EntryKind.Arrived => OfArrival(entry, entry.Content.As<StoredArrived>()),
        EntryKind.Attempted => OfAttempt(entry, entry.Content.As<StoredAttempted>()),
        EntryKind.Held => OfHold(entry, entry.Content.As<StoredHeld>()),
        EntryKind.Contested => Of(entry, MessageKind.Contested),
        EntryKind.LinkSent => Of(entry, MessageKind.Link),

        // That another address is the recipient's goes to the old one, with the change itself.
        EntryKind.Changed => null,
        EntryKind.Issued or EntryKind.Renewed or EntryKind.Unlocked or EntryKind.Cancelled or EntryKind.Expired
            or EntryKind.SessionClosed or EntryKind.Revealed or EntryKind.Hidden or EntryKind.Denied or EntryKind.LeftReported
            or EntryKind.Received or EntryKind.SignalRaised or EntryKind.Viewed or EntryKind.Noted or EntryKind.DisputeOpened
            or EntryKind.DisputeNoted or EntryKind.DisputeDecided or null => null,
    };

    /// <summary>An arrival that opened nothing changes nothing for the recipient; the page shows it.</summary>
    private static NewMail? OfArrival(StoredEntry entry, StoredArrived arrival) => arrival.Opens is { } session
        ? Of(entry, MessageKind.Arrival, mail => mail with { Place = arrival.Location.Verdict, ValidUntil = session.ClosesAt })
        : null;

    private static NewMail OfAttempt(StoredEntry entry, StoredAttempted attempt)
    {
        var kind = attempt switch
        {
            { Outcome: AttemptOutcome.Accepted } => MessageKind.Accepted,
            { Outcome: AttemptOutcome.WrongCode, DeliveryStatus: DeliveryStatus.Locked } => MessageKind.Locked,
            { Outcome: AttemptOutcome.WrongCode } => MessageKind.WrongCode,
            _ => MessageKind.Refused,
        };
        return Of(entry, kind, mail => mail with
        {
            Place = attempt.Location.Verdict,
            TriesLeft = kind == MessageKind.WrongCode ? attempt.TriesLeft : null,
            Reason = kind == MessageKind.Refused ? EnumName<AttemptOutcome>.Of(attempt.Outcome) : null,
        });
    }

    /// <summary>The words of a retailer or of support staff are for the journal; a recipient learns who stopped it.</summary>
    private static NewMail OfHold(StoredEntry entry, StoredHeld held) =>
        Of(entry, MessageKind.Held, mail => mail with { Reason = EnumName<HoldCause>.Of(new Held(held.Reason).Cause) });

    private static NewMail Of(StoredEntry entry, MessageKind kind, Func<Mail, Mail>? more = null)
    {
        var mail = MailOf(entry, kind);
        return new NewMail(more?.Invoke(mail) ?? mail, LimitOf(kind));
    }

    private static Mail MailOf(StoredEntry entry, MessageKind kind) => new()
    {
        RetailerId = entry.RetailerId,
        DeliveryId = entry.DeliveryId,
        EntryId = entry.Id,
        Sequence = entry.Sequence,
        Kind = EnumName<MessageKind>.Of(kind),
        HappenedAt = entry.RecordedAt,
        ValidUntil = entry.RecordedAt + OutgoingMailRow.Validity,
        LinkVersion = entry.LinkVersion,
    };

    /// <summary>
    /// A courier's app must not flood a mailbox, and what somebody does who may not deliver the parcel must not use up what another
    /// mail needs (R18): each kind has a budget of its own. What changes the delivery goes out however much went before.
    /// </summary>
    private static int? LimitOf(MessageKind kind) => kind switch
    {
        MessageKind.Arrival or MessageKind.WrongCode => 20,
        MessageKind.Refused => 10,
        MessageKind.Stranger => 1,
        MessageKind.Accepted or MessageKind.Locked or MessageKind.Held or MessageKind.Contested or MessageKind.Moved
            or MessageKind.Link => null,
    };
}
