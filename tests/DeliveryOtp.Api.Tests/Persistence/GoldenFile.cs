using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>What is stored, as a file: whoever changes one says that rows of that version are read otherwise from now on.</summary>
internal static class GoldenFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Read(string name, int version) => File.ReadAllText(PathOf(name, version));

    public static bool Exists(string name, int version) => File.Exists(PathOf(name, version));

    public static string Format(string json) => $"{JsonNode.Parse(json)!.ToJsonString(Indented)}\n";

    private static string PathOf(string name, int version) =>
        Path.Combine(AppContext.BaseDirectory, "Persistence", "Golden", $"{name}.v{version}.json");
}
