using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Load;

/// <summary>A body with places to fill in, {code} for one; on one line, as an app sends it.</summary>
internal static class RequestBody
{
    // No escapes but those that JSON asks for: the script sends what it reads.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Read(string name) => JsonNode.Parse(Resource.Read(name))!.ToJsonString(Plain);

    /// <summary>A new order's delivery.</summary>
    public static JsonNode Delivery(string order) =>
        JsonNode.Parse(Read("delivery.json").Replace("{order}", order, StringComparison.Ordinal))!;

    /// <summary>An attempt of now.</summary>
    public static JsonNode Attempt(string code) => JsonNode.Parse(Read("attempt.json")
        .Replace("{code}", code, StringComparison.Ordinal)
        .Replace("{now}", Timestamp.Format(TimeProvider.System.GetUtcNow()), StringComparison.Ordinal)
        .Replace("{device}", "000000000000", StringComparison.Ordinal))!;

    public static async Task<string> WriteAsync(string name, CancellationToken cancel)
    {
        var path = BenchPaths.InOutput(name);
        await File.WriteAllTextAsync(path, Read(name), cancel);
        return path;
    }
}
