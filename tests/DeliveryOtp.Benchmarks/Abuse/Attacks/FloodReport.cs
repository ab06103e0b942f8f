using System.Text.Json;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Abuse.Attacks;

/// <summary>What wrk counted of a flood, from the one line that the script prints at the end.</summary>
internal sealed record FloodReport(long Requests, long DurationUs, long Unanswered, IReadOnlyDictionary<string, long> Statuses)
{
    private const double UsPerS = 1e6;

    private static readonly JsonSerializerOptions Spelling = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <exception cref="BenchmarkException">There is no report.</exception>
    public static FloodReport Parse(string output)
    {
        var line = output.Split('\n').LastOrDefault(line => line.StartsWith('{'))
            ?? throw new BenchmarkException($"wrk gave no report:\n{output}");
        return JsonSerializer.Deserialize<FloodReport>(line, Spelling)!;
    }

    public AttackTraffic ToTraffic()
    {
        var outcomes = new Dictionary<string, long>(Statuses, StringComparer.Ordinal);
        if (Unanswered > 0)
            outcomes.Add("unanswered", Unanswered);
        return new AttackTraffic(Requests, DurationUs / UsPerS, outcomes);
    }
}
