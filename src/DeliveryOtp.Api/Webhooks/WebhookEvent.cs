using System.Text.Json.Nodes;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

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
    private static readonly string Accepted = EnumName<AttemptOutcome>.Of(AttemptOutcome.Accepted);
    private static readonly string WrongCode = EnumName<AttemptOutcome>.Of(AttemptOutcome.WrongCode);
    private static readonly string LockedStatus = EnumName<DeliveryStatus>.Of(DeliveryStatus.Locked);

    public static IEnumerable<WebhookEvent> Of(StoredEntry entry, Delivery delivery)
    {
        var detail = JsonNode.Parse(entry.Detail)!.AsObject();
        JsonObject Data() => About(entry, delivery, detail);

        var generation = (int?)detail["generation"];
        switch (entry.Kind)
        {
            case "issued":
                yield return new(WebhookEventTypes.Issued, Data(), generation);
                break;
            case "arrived":
                yield return new(WebhookEventTypes.Arrived, Data());
                break;
            case "session_closed":
                yield return new(WebhookEventTypes.SessionClosed, Data());
                break;
            case "renewed":
            case "changed" when generation is not null:
                yield return new(WebhookEventTypes.CodeRenewed, Data(), generation);
                break;
            case "attempted":
                yield return new(WebhookEventTypes.Attempted, Data());
                break;
            case "held":
                yield return new(WebhookEventTypes.Held, Data());
                break;
            case "unlocked":
                yield return new(WebhookEventTypes.Unlocked, Data(), generation);
                break;
            case "expired":
                yield return new(WebhookEventTypes.Expired, Data());
                break;
            case "cancelled":
                yield return new(WebhookEventTypes.Cancelled, Data());
                break;
            case "contested":
                yield return new(WebhookEventTypes.Contested, Data());
                break;
            case JournalRow.DisputeDecidedKind:
                yield return new(WebhookEventTypes.DisputeDecided, WithoutWords(Data()));
                break;
        }

        if (entry.Outcome == Accepted)
            yield return new(WebhookEventTypes.Delivered, Data());
        if (entry.Outcome == WrongCode && (string?)detail["delivery_status"] == LockedStatus)
            yield return new(WebhookEventTypes.Locked, Data());
        if (detail["courier_suspended_until"] is not null)
            yield return new(WebhookEventTypes.CourierSuspended, With(Data(), "suspension", SuspensionOf(entry, detail)));
        if (entry.ReviewTotal is { } total)
        {
            yield return new(WebhookEventTypes.Review, With(
                Data(),
                "review",
                new JsonObject { ["total"] = total, ["threshold"] = delivery.Policy.ReviewThreshold }));
        }
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
    private static JsonObject SuspensionOf(StoredEntry entry, JsonObject detail) => new()
    {
        ["courier_id"] = entry.Courier?.Value,
        ["courier_suspended_until"] = detail["courier_suspended_until"]?.DeepClone(),
    };

    private static JsonObject With(JsonObject data, string name, JsonObject value)
    {
        data[name] = value;
        return data;
    }
}
