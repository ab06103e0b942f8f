using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>A retailer with its keys, made through the API.</summary>
internal sealed record Tenant(Guid Id, string RetailerKey, string SupportKey)
{
    public static async Task<Tenant> CreateAsync(ServiceUnderTest service, ServiceSecrets secrets, CancellationToken cancel)
    {
        using var admin = ClientOf(service, secrets.AdminKey);
        var created = await PostAsync(admin, "/v1/retailers", new { name = "Bench" }, cancel);
        var retailerKey = (string)created["api_key"]!;
        using var retailer = ClientOf(service, retailerKey);
        var support = await PostAsync(retailer, "/v1/api-keys", new { role = "support", name = "desk" }, cancel);
        return new Tenant((Guid)created["id"]!, retailerKey, (string)support["api_key"]!);
    }

    public static HttpClient ClientOf(ServiceUnderTest service, string credential) => new()
    {
        BaseAddress = service.BaseUrl,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", credential) },
    };

    /// <summary>The answer's body; fails with it when it is no success.</summary>
    public static async Task<JsonNode> PostAsync(HttpClient client, string path, object body, CancellationToken cancel)
    {
        using var response = await client.PostAsJsonAsync(path, body, cancel);
        var answer = await response.Content.ReadAsStringAsync(cancel);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(answer)!
            : throw new BenchmarkException($"POST {path} answers {(int)response.StatusCode}: {answer}");
    }
}
