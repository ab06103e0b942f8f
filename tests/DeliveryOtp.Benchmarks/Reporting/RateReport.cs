namespace DeliveryOtp.Benchmarks.Reporting;

/// <summary>Rates beside their floor, as a table.</summary>
internal static class RateReport
{
    public static string Table(IEnumerable<LineSummary> lines)
    {
        var table = new TextTable(
            "", "rate/s", "mean ms", "p50 ms", "p99 ms", "rate/floor", "rate/lean", "latency/floor", "p50/lean",
            "cores: API", "PostgreSQL", "load", "CPU us each: API", "PostgreSQL", "KiB each");
        foreach (var line in lines)
        {
            table.Add(
                line.Name,
                Numbers.Whole(line.Rate),
                Numbers.Median(line.MeanMs),
                Numbers.Median(line.P50Ms),
                Numbers.Median(line.P99Ms),
                Numbers.Decimal(line.RateRatio),
                Numbers.Decimal(line.LeanRateRatio),
                Numbers.Decimal(line.LatencyRatio),
                Numbers.Decimal(line.LeanLatencyRatio),
                Numbers.Decimal(line.Cpu.ServiceCores),
                Numbers.Decimal(line.Cpu.PostgresCores),
                Numbers.Decimal(line.Cpu.LoadCores),
                Numbers.Whole(line.ServerUs.Median),
                Numbers.Whole(line.PostgresUs.Median),
                Numbers.Median(line.AllocatedKib));
        }

        return table.ToString();
    }

    /// <summary>What the database has of each line's requests.</summary>
    public static string Recorded(IEnumerable<LineSummary> lines) => string.Concat(lines
        .Where(line => line.Recorded.Count > 0)
        .Select(line => $"{line.Name}: {string.Join(", ", line.Recorded.Select(Share))}\n"));

    private static string Share(KeyValuePair<string, long> outcome) => $"{Numbers.Whole(outcome.Value)} {outcome.Key}";
}
