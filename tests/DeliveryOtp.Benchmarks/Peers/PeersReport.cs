using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Peers;

/// <summary>Both tables, and the JSON.</summary>
internal static class PeersReport
{
    public const string Product = "DeliveryOtp";

    public static async Task WriteAsync(
        BenchSetup setup,
        IReadOnlyCollection<MeasuredRun> runs,
        IReadOnlyCollection<PeerRace> races,
        TextWriter output,
        CancellationToken cancel)
    {
        var machine = await Machine.DescribeAsync(setup.Cluster, cancel);
        var lines = runs.Select(run => run.Line).Distinct(StringComparer.Ordinal)
            .Select(name => new PeerLine(LineSummary.Of(new ReportLine(name), runs), Multiple(name, runs)))
            .ToArray();
        var json = await JsonReport.WriteAsync(
            "peers.json", new { Machine = machine, Lines = lines, Runs = runs, Races = races }, cancel);
        await output.WriteLineAsync(
            $"""

            {machine}

            {Rates(lines)}
            {Recorded(lines)}
            {Races(races)}
            {json}
            """);
    }

    /// <summary>Round by round: how many times as many the product verifies.</summary>
    private static Spread? Multiple(string peer, IReadOnlyCollection<MeasuredRun> runs) => peer == Product
        ? null
        : LineSummary.Of(new ReportLine(Product, RateFloor: peer), runs).RateRatio;

    private static string Rates(IEnumerable<PeerLine> lines)
    {
        var table = new TextTable(
            "", "verifications/s", "p50 ms", "p99 ms", $"{Product}/peer", "unanswered", "cores: server", "PostgreSQL", "load");
        foreach (var (line, multiple) in lines)
        {
            table.Add(
                line.Name,
                Numbers.Whole(line.Rate),
                Numbers.Median(line.P50Ms),
                Numbers.Median(line.P99Ms),
                Numbers.Decimal(multiple),
                Numbers.Whole(line.Unanswered),
                Numbers.Decimal(line.Cpu.ServiceCores),
                Numbers.Decimal(line.Cpu.PostgresCores),
                Numbers.Decimal(line.Cpu.LoadCores));
        }

        return table.ToString();
    }

    private static string Recorded(IEnumerable<PeerLine> lines) =>
        RateReport.Recorded(lines.Select(line => line.Summary).Where(line => line.Name == Product));

    private static string Races(IEnumerable<PeerRace> races)
    {
        var table = new TextTable(
            $"{Race.Guesses} wrong codes at once, {Race.Rounds} times",
            $"compared ({Race.Rounds * Race.Allowed} allowed)",
            "most in a round",
            $"rounds over {Race.Allowed}",
            "right code accepted after the tries were used up",
            "unanswered");
        foreach (var (name, result) in races)
        {
            table.Add(
                name,
                Numbers.Whole(result.Compared),
                Numbers.Whole(result.MostCompared),
                Numbers.Whole(result.RoundsOverAllowed),
                Numbers.Whole(result.AcceptedTooLate),
                Numbers.Whole(result.Unanswered));
        }

        return table.ToString();
    }
}

/// <param name="Summary">All its runs in one.</param>
/// <param name="Multiple">The product's rate as a multiple of this one; null: it is the product.</param>
internal sealed record PeerLine(LineSummary Summary, Spread? Multiple);
