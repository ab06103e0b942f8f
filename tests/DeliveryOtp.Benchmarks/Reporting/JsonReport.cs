using System.Text.Encodings.Web;
using System.Text.Json;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Reporting;

/// <summary>A report for programs: to compare with another day's.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Spelling = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>Where it is.</returns>
    public static async Task<string> WriteAsync(string name, object report, CancellationToken cancel)
    {
        var path = BenchPaths.InOutput(name);
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(report, Spelling), cancel);
        return path;
    }
}
