using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Load;

/// <summary>A body with places to fill in, {code} for one; on one line, as an app sends it.</summary>
internal static class RequestBody
{
    // No escapes but those that JSON asks for: the script sends what it reads.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Read(string name) => JsonNode.Parse(Resource.Read(name))!.ToJsonString(Plain);

    public static async Task<string> WriteAsync(string name, CancellationToken cancel)
    {
        var path = BenchPaths.InOutput(name);
        await File.WriteAllTextAsync(path, Read(name), cancel);
        return path;
    }
}
