using DeliveryOtp.Api.Webhooks;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary>What each event tells a retailer.</summary>
internal static class WebhookWords
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        [WebhookEventTypes.Issued] = "A delivery was created. With `data.code` where the policy says `code_in_webhooks`.",
        [WebhookEventTypes.Arrived] = "A courier reported arriving, whatever became of it.",
        [WebhookEventTypes.SessionClosed] = "A doorstep session ended without acceptance.",
        [WebhookEventTypes.CodeRenewed] =
            "A new code: by a reissue, a significant change, a new doorstep session. With `data.code` where the policy says `code_in_webhooks`.",
        [WebhookEventTypes.Changed] =
            "The retailer changed data of the delivery. `data.detail` has the `field`, and the `generation` where a new code followed; what it is now, `GET /v1/deliveries/{id}` says.",
        [WebhookEventTypes.Attempted] = "A courier asked to confirm the delivery, whatever became of it.",
        [WebhookEventTypes.Delivered] = "That attempt was accepted: behind its `delivery.attempted`.",
        [WebhookEventTypes.Locked] = "That attempt was the third wrong one: behind its `delivery.attempted`.",
        [WebhookEventTypes.Held] = "No code lives until a new one is issued.",
        [WebhookEventTypes.Unlocked] = "The lock was lifted. With `data.code` where the policy says `code_in_webhooks`.",
        [WebhookEventTypes.Expired] = "The delivery's time was over.",
        [WebhookEventTypes.Cancelled] = "The delivery was called off.",
        [WebhookEventTypes.Contested] = "The recipient says that something is wrong with an accepted delivery.",
        [WebhookEventTypes.Review] = "The signals weigh enough for the first time. `data.review` has `total` and `threshold`.",
        [WebhookEventTypes.CourierSuspended] =
            "That wrong code suspended its courier: behind its `delivery.attempted`. `data.suspension` has `courier_id` and `courier_suspended_until`.",
        [WebhookEventTypes.DisputeDecided] = "How a dispute ended, without anything that people wrote (`GET /v1/disputes/{id}` has that).",
        [WebhookEventTypes.Test] = "`POST /v1/webhook-endpoints/{id}/tests` asked for it, whatever the endpoint's filter. It is about no delivery.",
    };

    /// <summary>The events that there are words for.</summary>
    public static IReadOnlyCollection<string> Types => Known.Keys;

    public static string Of(string type) => Known.TryGetValue(type, out var words)
        ? words
        : throw new InvalidOperationException($"Say in {nameof(WebhookWords)} when {type} is sent.");
}
