using System.Diagnostics;
using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Audit;

/// <summary>How long one filter takes at one size, in milliseconds.</summary>
internal sealed record FilterTiming(string Filter, double P50Ms, double P95Ms)
{
    public const int WarmUps = 5;
    public const int Questions = 60;

    private const double Middle = 0.5;
    private const double Slow = 0.95;

    /// <summary>One question after another over one connection, as one person in support asks; each for another sample.</summary>
    public static async Task<FilterTiming> MeasureAsync(
        HttpClient support, AuditFilter filter, IReadOnlyList<AttemptSample> samples, CancellationToken cancel)
    {
        foreach (var sample in samples.Take(WarmUps))
            await AskAsync(support, filter, sample, cancel);

        var elapsedMs = new List<double>();
        foreach (var sample in samples.Skip(WarmUps))
            elapsedMs.Add(await AskAsync(support, filter, sample, cancel));

        elapsedMs.Sort();
        return new FilterTiming(filter.Name, Spread.Percentile(elapsedMs, Middle), Spread.Percentile(elapsedMs, Slow));
    }

    private static async Task<double> AskAsync(
        HttpClient support, AuditFilter filter, AttemptSample sample, CancellationToken cancel)
    {
        var path = $"/v1/attempts?{filter.Query(sample)}";
        var elapsed = Stopwatch.StartNew();
        using var response = await support.GetAsync(path, cancel);
        var answer = await response.Content.ReadAsStringAsync(cancel);
        return response.IsSuccessStatusCode
            ? elapsed.Elapsed.TotalMilliseconds
            : throw new BenchmarkException($"GET {path} answers {(int)response.StatusCode}: {answer}");
    }
}
