namespace DeliveryOtp.Api.Webhooks;

/// <summary>The types of events that an endpoint may ask for.</summary>
internal static class WebhookEventTypes
{
    public const string Issued = "delivery.issued";
    public const string Arrived = "delivery.arrived";
    public const string SessionClosed = "delivery.session_closed";
    public const string CodeRenewed = "delivery.code_renewed";
    public const string Changed = "delivery.changed";
    public const string Attempted = "delivery.attempted";
    public const string Delivered = "delivery.delivered";
    public const string Locked = "delivery.locked";
    public const string Held = "delivery.held";
    public const string Unlocked = "delivery.unlocked";
    public const string Expired = "delivery.expired";
    public const string Cancelled = "delivery.cancelled";
    public const string Contested = "delivery.contested";
    public const string Review = "delivery.review";
    public const string CourierSuspended = "courier.suspended";
    public const string DisputeDecided = "dispute.decided";

    /// <summary>Sent when the retailer asks for it, whatever the endpoint's filter.</summary>
    public const string Test = "webhook.test";

    /// <summary>What each of them tells.</summary>
    public static readonly IReadOnlyList<(string Type, string Meaning)> Meanings =
    [
        (Issued, "A delivery was created, with its first code."),
        (Arrived, "A courier said that they are at the door; `detail.outcome` says what came of it."),
        (SessionClosed, "A doorstep session ended without an acceptance: its code is dead (R7)."),
        (CodeRenewed, "A new code: asked for, after a change, or since a session closed."),
        (Changed, "The retailer changed data of it; `detail.field` says which, and not what it is now."),
        (Attempted, "A courier typed a code; `detail.outcome` says what came of it."),
        (Delivered, "An attempt was accepted."),
        (Locked, "The third wrong try: only an unlock leads out (R3)."),
        (Held, "Stopped: no code lives until a new one is issued."),
        (Unlocked, "A lock was lifted, and a new code issued."),
        (Expired, "Past the outer expiry; final (R5)."),
        (Cancelled, "Called off; final."),
        (Contested, "Accepted, and the recipient says that something is wrong (R19)."),
        (Review, "The signals weigh as much as the policy's threshold, or more."),
        (CourierSuspended, "So many wrong comparisons that the courier may attempt nothing for a while (R17)."),
        (DisputeDecided, "A dispute was decided."),
    ];

    public static readonly IReadOnlyList<string> All = [.. Meanings.Select(type => type.Type)];
}
