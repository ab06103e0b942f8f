using System.Text.Json.Nodes;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>
/// What a retailer is told about an entry of the journal: what it is, and then each thing that followed from it (an attempt
/// that was accepted is <c>delivery.attempted</c> and <c>delivery.delivered</c>).
/// </summary>
/// <param name="Type">One of <see cref="WebhookEventTypes"/>.</param>
/// <param name="Data">What it says. Never a code.</param>
/// <param name="Generation">Of the code that came with it; null: none did.</param>
internal sealed record WebhookEvent(string Type, JsonObject Data, int? Generation = null)
{
    public static IEnumerable<WebhookEvent> Of(StoredEntry entry, Delivery delivery)
    {
        var detail = JsonNode.Parse(entry.Detail)!.AsObject();
        JsonObject Data() => About(entry, delivery, detail);

        if (TypeOf(entry) is { } type)
            yield return new(type, entry.EntryKind == EntryKind.DisputeDecided ? WithoutWords(Data()) : Data(), StoredCodes.GenerationOf(entry.Content));
        if (entry.EntryKind == EntryKind.Attempted)
        {
            foreach (var followed in FollowedFrom(entry, entry.Content.As<StoredAttempted>(), Data))
                yield return followed;
        }

        if (entry.ReviewTotal is { } total)
        {
            yield return new(WebhookEventTypes.Review, With(
                Data(),
                "review",
                new JsonObject { ["total"] = total, ["threshold"] = delivery.Policy.ReviewThreshold }));
        }
    }

    /// <summary>What the entry itself is called; null: it is not for retailers.</summary>
    internal static string? TypeOf(StoredEntry entry) => entry.EntryKind switch
    {
        EntryKind.Issued => WebhookEventTypes.Issued,
        EntryKind.Renewed => WebhookEventTypes.CodeRenewed,
        EntryKind.Changed => entry.Content.As<StoredChanged>().Generation is null ? null : WebhookEventTypes.CodeRenewed,
        EntryKind.Held => WebhookEventTypes.Held,
        EntryKind.Unlocked => WebhookEventTypes.Unlocked,
        EntryKind.Cancelled => WebhookEventTypes.Cancelled,
        EntryKind.Expired => WebhookEventTypes.Expired,
        EntryKind.Arrived => WebhookEventTypes.Arrived,
        EntryKind.Attempted => WebhookEventTypes.Attempted,
        EntryKind.SessionClosed => WebhookEventTypes.SessionClosed,
        EntryKind.Contested => WebhookEventTypes.Contested,
        EntryKind.DisputeDecided => WebhookEventTypes.DisputeDecided,
        EntryKind.Revealed or EntryKind.Hidden or EntryKind.Denied or EntryKind.LeftReported or EntryKind.Received
            or EntryKind.SignalRaised or EntryKind.Viewed or EntryKind.Noted or EntryKind.LinkSent or EntryKind.DisputeOpened
            or EntryKind.DisputeNoted or null => null,
    };

    private static IEnumerable<WebhookEvent> FollowedFrom(StoredEntry entry, StoredAttempted attempt, Func<JsonObject> data)
    {
        if (attempt.Outcome == AttemptOutcome.Accepted)
            yield return new(WebhookEventTypes.Delivered, data());
        if (attempt is { Outcome: AttemptOutcome.WrongCode, DeliveryStatus: DeliveryStatus.Locked })
            yield return new(WebhookEventTypes.Locked, data());
        if (attempt.CourierSuspendedUntil is { } until)
            yield return new(WebhookEventTypes.CourierSuspended, With(data(), "suspension", SuspensionOf(entry, until)));
    }

    private static JsonObject About(StoredEntry entry, Delivery delivery, JsonObject detail) => new()
    {
        ["delivery_id"] = entry.DeliveryId.Value,
        ["order_id"] = delivery.OrderId.Value,
        ["sequence"] = entry.Sequence,
        ["id"] = entry.Id,
        ["kind"] = entry.Kind,
        ["recorded_at"] = Timestamp.Format(entry.RecordedAt),
        ["actor"] = new JsonObject { ["role"] = entry.Actor.Role, ["id"] = entry.Actor.Id },
        ["courier_id"] = entry.Courier?.Value,
        ["device_id"] = entry.Device?.Value,
        ["detail"] = detail.DeepClone(),
    };

    /// <summary>What people wrote about people is for whoever reads the dispute, and not for every receiver of events.</summary>
    private static JsonObject WithoutWords(JsonObject data)
    {
        var detail = data["detail"]!.AsObject();
        detail.Remove("reasons");
        detail.Remove("evidence_kept_at");
        return data;
    }

    /// <summary>R17: the tenth wrong comparison suspends its courier.</summary>
    private static JsonObject SuspensionOf(StoredEntry entry, DateTimeOffset until) => new()
    {
        ["courier_id"] = entry.Courier?.Value,
        ["courier_suspended_until"] = until,
    };

    private static JsonObject With(JsonObject data, string name, JsonObject value)
    {
        data[name] = value;
        return data;
    }
}
