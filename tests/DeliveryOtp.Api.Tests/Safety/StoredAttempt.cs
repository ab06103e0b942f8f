using System.Text;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>An attempt as an app stores it before it sends it, so that a repeat is the same request to the byte.</summary>
internal sealed record StoredAttempt(Guid DeliveryId, string Key, string Body)
{
    public static StoredAttempt Of(Guid deliveryId, string code, string? key = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var body = HttpExtensions.AttemptBody(code, now);
        // A device for each delivery: what is tested is the delivery's own count, not the device's (R17).
        body["device"]!["id"] = $"device-{deliveryId:N}";
        return new StoredAttempt(deliveryId, key ?? Guid.CreateVersion7(now).ToString(), body.ToJsonString());
    }

    public Task<Answer> SendAsync(HttpClient courier) => Answer.OfAsync(PostAsync(courier));

    /// <summary>As <see cref="Answer.PersistAsync"/>.</summary>
    public Task<Answer> PersistAsync(HttpClient courier) => Answer.PersistAsync(() => PostAsync(courier));

    private async Task<HttpResponseMessage> PostAsync(HttpClient courier)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/deliveries/{DeliveryId}/attempts")
        {
            Content = new StringContent(Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Key);
        return await courier.SendAsync(request);
    }
}
