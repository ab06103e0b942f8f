using System.Security.Cryptography;
using System.Text.Json;

namespace DeliveryOtp.Api.Sandbox;

/// <summary>What the service answers to the sandbox, or says is wrong.</summary>
internal static class SandboxAnswer
{
    private const int MaxTries = 5;

    /// <summary>Posts under a key of its own; a service that is cold and busy may say "come back", and is asked again.</summary>
    /// <exception cref="HttpRequestException">The answer is a problem; the message is what it says.</exception>
    public static Task<JsonElement> PostAsync(HttpClient client, string path, object body, CancellationToken cancel) =>
        SendAsync(client, HttpMethod.Post, path, body, cancel);

    /// <inheritdoc cref="PostAsync"/>
    public static Task<JsonElement> PatchAsync(HttpClient client, string path, object body, CancellationToken cancel) =>
        SendAsync(client, HttpMethod.Patch, path, body, cancel);

    private static async Task<JsonElement> SendAsync(HttpClient client, HttpMethod method, string path, object body, CancellationToken cancel)
    {
        var key = RandomNumberGenerator.GetHexString(32);
        for (var triesLeft = MaxTries - 1; ; triesLeft--)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            request.Headers.Add("Idempotency-Key", key);
            request.Content = JsonContent.Create(body, body.GetType());
            using var response = await client.SendAsync(request, cancel);
            if (response.Headers.RetryAfter?.Delta is not { } wait || triesLeft == 0)
                return await ReadAsync(response, $"{method} {path}", cancel);
            await Task.Delay(wait, cancel);
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, string what, CancellationToken cancel)
    {
        var content = await response.Content.ReadFromJsonAsync<JsonElement>(cancel);
        return response.IsSuccessStatusCode
            ? content
            : throw new HttpRequestException(
                $"{what} answers {(int)response.StatusCode}, {content.GetProperty("detail").GetString()}",
                inner: null,
                response.StatusCode);
    }
}
