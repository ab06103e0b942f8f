using System.Text.Json;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Load;

/// <summary>What wrk counted and how long answers took, from the one line that the script prints at the end.</summary>
internal sealed record WrkReport(
    long Requests,
    long DurationUs,
    long ConnectErrors,
    long ReadErrors,
    long WriteErrors,
    long StatusErrors,
    long Timeouts,
    double MinUs,
    double MeanUs,
    double P50Us,
    double P90Us,
    double P99Us,
    double MaxUs,
    bool Exhausted)
{
    private static readonly JsonSerializerOptions Spelling = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public double Rate => Requests * 1e6 / DurationUs;

    /// <exception cref="BenchmarkException">There is no report, or it tells of errors: then its rate is no rate.</exception>
    public static WrkReport Parse(string output)
    {
        var line = output.Split('\n').LastOrDefault(line => line.StartsWith('{'))
            ?? throw new BenchmarkException($"wrk gave no report:\n{output}");
        var report = JsonSerializer.Deserialize<WrkReport>(line, Spelling)!;
        var errors = report.ConnectErrors + report.ReadErrors + report.WriteErrors + report.StatusErrors + report.Timeouts;
        if (errors > 0)
            throw new BenchmarkException($"Not every request got its answer: {line}");
        return report.Exhausted
            ? throw new BenchmarkException($"The run was out of accounts before its time was up: {line}")
            : report;
    }
}
