namespace DeliveryOtp.Api.Webhooks;

/// <summary>The types of events that an endpoint may ask for.</summary>
internal static class WebhookEventTypes
{
    public const string Issued = "delivery.issued";
    public const string Arrived = "delivery.arrived";
    public const string SessionClosed = "delivery.session_closed";
    public const string CodeRenewed = "delivery.code_renewed";
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

    /// <summary>The last one is not sent by this version yet.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Issued, Arrived, SessionClosed, CodeRenewed, Attempted, Delivered, Locked, Held, Unlocked, Expired, Cancelled, Contested,
        Review, CourierSuspended, DisputeDecided, "log.checkpoint",
    ];
}
