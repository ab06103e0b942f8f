using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeliveryOtp.Api.Sandbox;

/// <summary>What the sandbox's courier posts at the door.</summary>
internal static class SandboxVisits
{
    public const double Latitude = 48.85661;
    public const double Longitude = 2.35222;

    public static Task ArriveAsync(HttpClient courier, JsonElement delivery, CancellationToken cancel) =>
        PostAsync(courier, delivery, "arrivals", Body(), cancel);

    public static Task AttemptAsync(HttpClient courier, JsonElement delivery, string code, CancellationToken cancel)
    {
        var body = Body();
        body["code"] = code;
        return PostAsync(courier, delivery, "attempts", body, cancel);
    }

    private static JsonObject Body()
    {
        var now = TimeProvider.System.GetUtcNow();
        return new JsonObject
        {
            ["location"] = JsonSerializer.SerializeToNode(
                new { latitude = Latitude, longitude = Longitude, accuracy_m = 12.5, captured_at = now, provider = "gps" }),
            ["device"] = JsonSerializer.SerializeToNode(
                new { id = "sandbox-phone", platform = "android", manufacturer = "Google", model = "Pixel 9" }),
            ["captured_at"] = now,
        };
    }

    private static Task<JsonElement> PostAsync(HttpClient courier, JsonElement delivery, string what, JsonObject body, CancellationToken cancel) =>
        SandboxAnswer.PostAsync(courier, $"/v1/deliveries/{delivery.GetProperty("id").GetGuid()}/{what}", body, cancel);
}
