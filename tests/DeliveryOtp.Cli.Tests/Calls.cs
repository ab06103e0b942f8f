using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DeliveryOtp.Cli.Tests;

/// <summary>Asks a service as whoever has the key, with an idempotency key of its own.</summary>
internal static class Calls
{
    public static Task<(int Status, JsonObject Body)> PostAsync(this Uri service, string key, string path, object body) =>
        service.SendAsync(HttpMethod.Post, key, path, body);

    public static async Task<(int Status, JsonObject Body)> SendAsync(this Uri service, HttpMethod method, string key, string path, object? body = null)
    {
        using var client = new HttpClient { BaseAddress = service };
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    /// <summary>The answer's body, which has to be no problem.</summary>
    public static async Task<JsonObject> OkAsync(this Task<(int Status, JsonObject Body)> answered)
    {
        var (status, body) = await answered;
        Assert.True(status is >= 200 and < 300, body.ToJsonString());
        return body;
    }
}
