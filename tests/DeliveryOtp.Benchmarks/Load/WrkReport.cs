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
    long Failures,
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

    /// <summary>Without a verdict: not in time, cut off, never let in, or the server failed.</summary>
    public long Unanswered => ConnectErrors + ReadErrors + WriteErrors + Timeouts + Failures;

    /// <exception cref="BenchmarkException">There is no report, or answers were other than expected: then its rate is no rate.</exception>
    public static WrkReport Parse(string output)
    {
        var line = output.Split('\n').LastOrDefault(line => line.StartsWith('{'))
            ?? throw new BenchmarkException($"wrk gave no report:\n{output}");
        var report = JsonSerializer.Deserialize<WrkReport>(line, Spelling)!;
        if (report.StatusErrors > 0)
            throw new BenchmarkException($"Not every answer is the one that was expected: {line}");
        return report.Exhausted
            ? throw new BenchmarkException($"The run was out of accounts before its time was up: {line}")
            : report;
    }

    /// <exception cref="BenchmarkException">The service owes an answer: what it did for the others is no rate.</exception>
    public WrkReport Complete() => Unanswered == 0
        ? this
        : throw new BenchmarkException($"Not every request got its answer: {this}");
}
