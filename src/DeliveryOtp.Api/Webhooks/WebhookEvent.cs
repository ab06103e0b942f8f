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
    /// <summary>The kinds that retailers may be told of. What marks its delivery for review they are told of as well, whatever its kind.</summary>
    internal static readonly string[] Kinds = [.. Enum.GetValues<EntryKind>().Where(kind => NameOf(kind) is not null).Select(KindName.Of)];

    /// <param name="entry">The entry.</param>
    /// <param name="delivery">Whose.</param>
    /// <param name="actorName">What people call whoever caused it; null: nobody has given them a name.</param>
    public static IEnumerable<WebhookEvent> Of(StoredEntry entry, Delivery delivery, string? actorName)
    {
        var detail = JsonNode.Parse(entry.Detail)!.AsObject();
        JsonObject Data() => About(entry, delivery, actorName, detail);

        var generation = StoredCodes.GenerationOf(entry.Content);
        switch (entry.EntryKind)
        {
            case EntryKind.Changed:
                yield return new(WebhookEventTypes.Changed, ToldBy(WebhookEventTypes.Changed, Data()));
                if (generation is not null)
                    yield return new(WebhookEventTypes.CodeRenewed, Data(), generation);
                break;
            default:
                if (TypeOf(entry) is { } type)
                    yield return new(type, ToldBy(type, Data()), generation);
                break;
        }

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

    /// <summary>The <c>webhook-id</c>, the same whenever it is made: a receiver that keeps it recognises an event that comes twice.</summary>
    public string IdOf(StoredEntry entry) => $"msg_{entry.Id:N}_{Type[(Type.LastIndexOf('.') + 1)..]}";

    /// <summary>The generation whose code goes with it, where the delivery's policy says that one may; null: none does.</summary>
    public int? CodeGenerationOf(Delivery delivery) =>
        delivery.Policy is { CodeInWebhooks: true, CodeRelease: CodeRelease.OnIssue } ? Generation : null;

    /// <summary>What the entry itself is called; null: it is not for retailers.</summary>
    internal static string? TypeOf(StoredEntry entry) => entry.EntryKind is { } kind ? NameOf(kind) : null;

    private static string? NameOf(EntryKind kind) => kind switch
    {
        EntryKind.Issued => WebhookEventTypes.Issued,
        EntryKind.Renewed => WebhookEventTypes.CodeRenewed,
        EntryKind.Changed => WebhookEventTypes.Changed,
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
            or EntryKind.DisputeNoted => null,
    };

    /// <summary>Entries of which kinds it may be about.</summary>
    internal static IReadOnlyList<EntryKind> KindsOf(string type) => type switch
    {
        WebhookEventTypes.Issued => [EntryKind.Issued],
        WebhookEventTypes.CodeRenewed => [EntryKind.Renewed, EntryKind.Changed],
        WebhookEventTypes.Changed => [EntryKind.Changed],
        WebhookEventTypes.Held => [EntryKind.Held],
        WebhookEventTypes.Unlocked => [EntryKind.Unlocked],
        WebhookEventTypes.Cancelled => [EntryKind.Cancelled],
        WebhookEventTypes.Expired => [EntryKind.Expired],
        WebhookEventTypes.Arrived => [EntryKind.Arrived],
        WebhookEventTypes.Attempted or WebhookEventTypes.Delivered or WebhookEventTypes.Locked or WebhookEventTypes.CourierSuspended => [EntryKind.Attempted],
        WebhookEventTypes.SessionClosed => [EntryKind.SessionClosed],
        WebhookEventTypes.Contested => [EntryKind.Contested],
        WebhookEventTypes.DisputeDecided => [EntryKind.DisputeDecided],

        // Whatever may raise a signal.
        WebhookEventTypes.Review => [EntryKind.Arrived, EntryKind.Attempted, EntryKind.Denied, EntryKind.LeftReported, EntryKind.SignalRaised],
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No entry is told so."),
    };

    /// <summary>
    /// Whether an event tells a member of its entry's detail: of a change not what it is now, which whoever may read the delivery reads there;
    /// of a decision nothing that people wrote about people, which is for whoever reads the dispute.
    /// </summary>
    internal static bool Tells(string type, string member) => type switch
    {
        WebhookEventTypes.Changed => member is "field" or "generation",
        WebhookEventTypes.DisputeDecided => member is not ("reasons" or "evidence_kept_at"),
        _ => true,
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

    private static JsonObject About(StoredEntry entry, Delivery delivery, string? actorName, JsonObject detail) => new()
    {
        ["delivery_id"] = entry.DeliveryId.Value,
        ["order_id"] = delivery.OrderId.Value,
        ["sequence"] = entry.Sequence,
        ["id"] = entry.Id,
        ["kind"] = entry.Kind,
        ["recorded_at"] = Timestamp.Format(entry.RecordedAt),
        ["actor"] = new JsonObject { ["role"] = entry.Actor.Role, ["id"] = entry.Actor.Id, ["name"] = actorName },
        ["courier_id"] = entry.Courier?.Value,
        ["device_id"] = entry.Device?.Value,
        ["metadata"] = new JsonObject(delivery.Metadata.Values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        ["detail"] = detail.DeepClone(),
    };

    /// <summary>Without the members of the entry's detail that the event does not tell.</summary>
    private static JsonObject ToldBy(string type, JsonObject data)
    {
        var detail = data["detail"]!.AsObject();
        foreach (var member in detail.Select(member => member.Key).Where(member => !Tells(type, member)).ToArray())
            detail.Remove(member);
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
