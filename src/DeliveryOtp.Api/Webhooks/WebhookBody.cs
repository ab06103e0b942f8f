using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>
/// The body of a post: <c>type</c>, <c>timestamp</c> and <c>data</c>. A code is put in at the last moment, if the policy says so
/// and it still lives: the outbox never holds one (R2).
/// </summary>
internal sealed class WebhookBody(DeliveryReads deliveries, CodeKeyRing keys, TimeProvider time)
{
    /// <summary>No HTML is near: quotes and accents stay as they are.</summary>
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<byte[]> WriteAsync(WebhookLane lane, PendingWebhook message, CancellationToken cancel)
    {
        var data = JsonNode.Parse(message.Data)!.AsObject();
        if (message.CodeGeneration is { } generation && await CodeAsync(lane, generation, cancel) is { } code)
            data["code"] = code.Reveal();
        var body = new JsonObject
        {
            ["type"] = message.Type,
            ["timestamp"] = Timestamp.Format(message.HappenedAt),
            ["data"] = data,
        };
        return JsonSerializer.SerializeToUtf8Bytes(body, Json);
    }

    private async Task<DeliveryCode?> CodeAsync(WebhookLane lane, int generation, CancellationToken cancel)
    {
        var delivery = await deliveries.FindAsync(new RetailerId(lane.RetailerId), new DeliveryId(lane.SubjectId), cancel);
        return delivery?.Generation == generation
            && delivery.Policy is { CodeInWebhooks: true, CodeRelease: CodeRelease.OnIssue }
            && delivery.CodeAt(time.Now()) is { } live && keys.Keys.Any(key => key.Id == live.KeyId)
            ? keys.Open(delivery.Id, generation, live)
            : null;
    }
}
