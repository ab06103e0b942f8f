using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;

namespace DeliveryOtp.Api.Http;

/// <summary>What a state conflict tells whoever ran into it, and what to do instead.</summary>
internal static class ConflictText
{
    public const string CodeAlone =
        "A code alone proves nothing: name at least one more ground that the record supports, or choose another outcome.";

    private const string OrCancel = "or cancel it before you create another one (POST …/cancellations).";

    /// <summary>For who wants a second live delivery of an order's parcel: what to do with the first.</summary>
    public static string ExplainWayOut(this Delivery live) => live.Status switch
    {
        DeliveryStatus.Pending => $"It is pending: reissue its code (POST …/codes), {OrCancel}",
        DeliveryStatus.Locked => $"It is locked, which no reissue leads out of: unlock it (POST …/unlocks), {OrCancel}",
        DeliveryStatus.Held when live.NeedsUnlock => $"It is held, and its codes are used up: unlock it (POST …/unlocks), {OrCancel}",
        DeliveryStatus.Held => $"It is held: a reissue leads out (POST …/codes), {OrCancel}",
        DeliveryStatus.Delivered or DeliveryStatus.Contested or DeliveryStatus.Cancelled or DeliveryStatus.Expired =>
            throw new ArgumentOutOfRangeException(nameof(live), live.Status, "It is not live."),
    };

    public static string Explain(this StateConflict reason) => reason switch
    {
        StateConflict.AlreadyDelivered => "The delivery was accepted already.",
        StateConflict.AlreadyCancelled => "The delivery is cancelled; that is final. The order needs a new one.",
        StateConflict.AlreadyExpired => "The delivery's time is over. The order needs a new one.",
        StateConflict.AlreadyHeld => "The delivery is held already. A reissue leads out of a hold.",
        StateConflict.IsLocked => "Three tries failed, and only an unlock leads out of a lock (POST …/unlocks).",
        StateConflict.NotLocked => "The delivery isn't locked. A new code comes from a reissue (POST …/codes).",
        StateConflict.NoUnlocksLeft => "Every unlock, or every code, of the delivery is used up. Cancel it and create a new one.",
        StateConflict.NoGenerationsLeft =>
            "Every code that the policy allows is used up, so the delivery is held. Only an unlock leads out (POST …/unlocks).",
        StateConflict.NothingToReveal => "No code lives, and none may be made: the delivery is held or locked.",
        StateConflict.NobodyArrived => "No courier is at the door, by the evidence. Wait until the page says that one has arrived.",
        StateConflict.ShowingIsOver => "That showing is over. Begin a new one while the courier is in front of you (POST …/reveals {}).",
        StateConflict.TooManyShowings => "The code was shown, or kept showing, twenty times in this visit. The next visit may begin again.",
        StateConflict.NotDelivered => "Nothing was accepted yet.",
        StateConflict.AlreadyReported => "It was reported already, and the delivery is stopped.",
        StateConflict.AlreadyReceived => "The receipt was confirmed already.",
        StateConflict.AlreadyContested => "The delivery was contested already.",
        StateConflict.TooLateToContest => "The time to contest is over. Write to the retailer's support.",
        StateConflict.DisputeIsOpen => "A dispute about the delivery is open already: add a note to it, or decide it.",
        StateConflict.DisputeIsDecided => "The dispute is decided; that is final. Another dispute may follow it (POST /v1/disputes).",
        StateConflict.MailsAreOff =>
            "No mails are sent for this delivery: its policy leaves them to the retailer, or the service has no mail server.",
        StateConflict.NoAddress => "No e-mail address of the recipient is recorded. The retailer can record one (PUT …/recipient).",
        StateConflict.LinkIsGone => "The recipient's link can't be made any more: the delivery is older than links, or its key is gone.",
        StateConflict.TooMuchMetadata => "The delivery would have more than 20 keys of metadata. Set some to null in the same request.",
        StateConflict.TooManyLinks => "The link was sent anew twenty times. The retailer can record another contact (PUT …/recipient).",
    };

    /// <summary>What is missing, in the sentences of the problem and of the form.</summary>
    public static string Explain(this InsufficientGrounds insufficient)
    {
        IEnumerable<string> sentences = insufficient.Contradicted
            .Select(found => $"The record contradicts {EnumName<Ground>.Of(found.Ground)} ({found.Words}): leave it out.");
        if (insufficient.IsCodeAlone)
            sentences = sentences.Append(CodeAlone);
        return string.Join(' ', sentences);
    }
}
