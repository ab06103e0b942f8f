using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>A retailer, its support staff and its courier, as clients of the API.</summary>
public sealed class Tenant(Uri baseUrl, Guid id, string retailerKey, string supportKey)
{
    public const double Latitude = 48.85661;
    public const double Longitude = 2.35222;

    public Guid Id { get; } = id;

    public Uri BaseUrl { get; } = baseUrl;

    public string RetailerKey { get; } = retailerKey;

    public string SupportKey { get; } = supportKey;

    public HttpClient Retailer { get; } = ClientOf(baseUrl, retailerKey);

    public HttpClient Support { get; } = ClientOf(baseUrl, supportKey);

    public static async Task<Tenant> CreateAsync(Uri baseUrl, string adminKey)
    {
        using var admin = ClientOf(baseUrl, adminKey);
        var created = await CreateAsync(admin, "/v1/retailers", new { name = "Test" });
        var retailerKey = created["api_key"]!.GetValue<string>();
        using var retailer = ClientOf(baseUrl, retailerKey);
        var support = await (await retailer.PostAsync("/v1/api-keys", new { role = "support", name = "desk" })).JsonAsync();
        return new Tenant(baseUrl, created["id"]!.GetValue<Guid>(), retailerKey, support["api_key"]!.GetValue<string>());
    }

    /// <summary>A cold service on a busy machine may say that it can't right now; then its client comes back with the same key.</summary>
    private static async Task<JsonObject> CreateAsync(HttpClient client, string path, object body)
    {
        var key = Guid.NewGuid().ToString();
        for (var triesLeft = 4; ; triesLeft--)
        {
            using var response = await client.PostAsync(path, body, key);
            if (response.Headers.RetryAfter?.Delta is not { } wait || triesLeft == 0)
                return await response.JsonAsync();
            await Task.Delay(wait);
        }
    }

    /// <summary>A client that checks every answer against the service's OpenAPI document.</summary>
    public static HttpClient ClientOf(Uri baseUrl, string? credential) => new(new ContractHandler(baseUrl))
    {
        BaseAddress = baseUrl,
        Timeout = TimeSpan.FromSeconds(30),
        DefaultRequestHeaders =
        {
            Authorization = credential is null ? null : new AuthenticationHeaderValue("Bearer", credential),
        },
    };

    /// <summary>The same tenant through another replica.</summary>
    public Tenant At(Uri otherReplica) => new(otherReplica, Id, RetailerKey, SupportKey);

    /// <summary>A courier's app with a token of its own.</summary>
    public async Task<HttpClient> CourierAsync(string courierId = "crr-071")
    {
        var token = await (await Retailer.PostAsync("/v1/courier-tokens", new { courier_id = courierId })).JsonAsync();
        return ClientOf(BaseUrl, token["access_token"]!.GetValue<string>());
    }

    /// <summary>The capability in a reply's link.</summary>
    public static string? LinkIn(JsonObject reply) => reply["recipient_url"]?.GetValue<string>().Split('#')[1];

    /// <summary>The recipient's page.</summary>
    public HttpClient Recipient(Issued issued) => ClientOf(BaseUrl, issued.Link);

    /// <summary>A delivery with its code; <paramref name="more"/> adds members to the request.</summary>
    public async Task<Issued> IssueAsync(object? more = null)
    {
        var body = new JsonObject
        {
            ["order_id"] = Guid.NewGuid().ToString(),
            ["destination"] = new JsonObject { ["latitude"] = Latitude, ["longitude"] = Longitude, ["country"] = "FR" },
        };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more ?? new object())!.AsObject())
            body[name] = value?.DeepClone();
        var reply = await CreateAsync(Retailer, "/v1/deliveries", body);
        return new Issued(reply["id"]!.GetValue<Guid>(), reply["order_id"]!.GetValue<string>(), reply["code"]?.GetValue<string>(), LinkIn(reply));
    }
}

/// <summary>What the issuing reply said.</summary>
public sealed record Issued(Guid Id, string OrderId, string? Code, string? Link = null)
{
    /// <summary>Six digits that are not the code.</summary>
    public string WrongCode(int offset = 1) => WrongCodeOf(Code ?? "000000", offset);

    public static string WrongCodeOf(string code, int offset = 1) =>
        ((int.Parse(code, System.Globalization.CultureInfo.InvariantCulture) + offset) % 1_000_000)
            .ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>How tests talk HTTP.</summary>
public static class HttpExtensions
{
    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, object? body, string? key = null) =>
        client.SendAsync(HttpMethod.Post, path, body, key);

    public static Task<HttpResponseMessage> PutAsync(this HttpClient client, string path, object? body, string? key = null) =>
        client.SendAsync(HttpMethod.Put, path, body, key);

    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient client,
        HttpMethod method,
        string path,
        object? body,
        string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await client.SendAsync(request);
    }

    /// <summary>Posts an attempt; a new key unless one is given, at the door unless a body says otherwise.</summary>
    public static Task<HttpResponseMessage> AttemptAsync(
        this HttpClient courier,
        Guid deliveryId,
        string code,
        DateTimeOffset? now = null,
        string? key = null,
        Action<JsonObject>? change = null)
    {
        var body = AttemptBody(code, now ?? TimeProvider.System.GetUtcNow());
        change?.Invoke(body);
        return courier.PostAsync($"/v1/deliveries/{deliveryId}/attempts", body, key ?? Guid.NewGuid().ToString());
    }

    /// <summary>Posts an arrival; a new key unless one is given, at the door unless a body says otherwise.</summary>
    public static Task<HttpResponseMessage> ArriveAsync(
        this HttpClient courier,
        Guid deliveryId,
        DateTimeOffset? now = null,
        string? key = null,
        Action<JsonObject>? change = null)
    {
        var body = AttemptBody(string.Empty, now ?? TimeProvider.System.GetUtcNow());
        body.Remove("code");
        change?.Invoke(body);
        return courier.PostAsync($"/v1/deliveries/{deliveryId}/arrivals", body, key ?? Guid.NewGuid().ToString());
    }

    /// <summary>A complete attempt, 3 m from the door.</summary>
    public static JsonObject AttemptBody(string code, DateTimeOffset now) => new()
    {
        ["code"] = code,
        ["location"] = new JsonObject
        {
            ["latitude"] = 48.85663,
            ["longitude"] = 2.35219,
            ["accuracy_m"] = 12.5,
            ["captured_at"] = now,
            ["provider"] = "gps",
            ["is_mock"] = false,
            ["altitude_m"] = 41.0,
            ["speed_mps"] = 0.2,
        },
        ["device"] = new JsonObject
        {
            ["id"] = "a3f0c9d2",
            ["platform"] = "android",
            ["manufacturer"] = "Google",
            ["model"] = "Pixel 9",
            ["os_version"] = "16",
            ["app_version"] = "5.2.0",
            ["is_rooted"] = false,
            ["is_emulator"] = false,
            ["network"] = "cellular",
            ["battery_percent"] = 63,
        },
        ["captured_at"] = now,
    };

    /// <summary>The body; fails with it when the status is not a success.</summary>
    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>The problem; fails when the answer is not one of this name and status.</summary>
    public static async Task<JsonObject> ProblemAsync(this HttpResponseMessage response, int status, string name)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"expected {status} {name}, got {(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal($"/problems/{name}", problem["type"]!.GetValue<string>());
        Assert.Equal(status, problem["status"]!.GetValue<int>());
        return problem;
    }

    public static string Text(this JsonObject json, string member) => json[member]!.GetValue<string>();
}
