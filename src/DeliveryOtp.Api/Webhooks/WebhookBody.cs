using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>
/// The body of a post: <c>type</c>, <c>timestamp</c> and <c>data</c>. A code is put in at the last moment, if the policy says so
/// and it still lives: the outbox never holds one (R2).
/// </summary>
public sealed class WebhookBody(DeliveryReads deliveries, CodeKeyRing keys, TimeProvider time)
{
    /// <summary>No HTML is near: quotes and accents stay as they are.</summary>
    internal static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<byte[]> WriteAsync(WebhookLane lane, PendingWebhook message, CancellationToken cancel)
    {
        var body = new JsonObject
        {
            ["type"] = message.Type,
            ["timestamp"] = Timestamp.Format(message.HappenedAt),
            ["data"] = await CompleteAsync(
                new DeliveryKey(new RetailerId(lane.RetailerId), new DeliveryId(lane.SubjectId)),
                JsonNode.Parse(message.Data)!.AsObject(),
                message.CodeGeneration,
                cancel),
        };
        return JsonSerializer.SerializeToUtf8Bytes(body, Json);
    }

    /// <summary>Puts the code in, where one goes with it and still lives.</summary>
    /// <exception cref="BrokenSealException">The delivery is not as the service wrote it.</exception>
    public async Task<JsonObject> CompleteAsync(DeliveryKey about, JsonObject data, int? codeGeneration, CancellationToken cancel)
    {
        if (codeGeneration is { } generation && await CodeAsync(about, generation, cancel) is { } code)
            data["code"] = code.Reveal();
        return data;
    }

    private async Task<DeliveryCode?> CodeAsync(DeliveryKey about, int generation, CancellationToken cancel)
    {
        var delivery = await deliveries.FindAsync(about.RetailerId, about.DeliveryId, cancel);
        return delivery?.Generation == generation
            && delivery.Policy is { CodeInWebhooks: true, CodeRelease: CodeRelease.OnIssue }
            && delivery.CodeAt(time.Now()) is { } live && keys.Keys.Any(key => key.Id == live.KeyId)
            ? keys.Open(delivery.Id, generation, live)
            : null;
    }
}
