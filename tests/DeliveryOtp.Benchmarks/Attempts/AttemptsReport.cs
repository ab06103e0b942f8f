using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Attempts;

/// <summary>The table, the JSON and the chart.</summary>
internal static class AttemptsReport
{
    public static async Task WriteAsync(
        BenchSetup setup,
        IReadOnlyCollection<MeasuredRun> runs,
        ProcessMemory memory,
        TextWriter output,
        CancellationToken cancel)
    {
        var machine = await Machine.DescribeAsync(setup.Cluster, cancel);
        var lines = AttemptLines.All
            .Where(line => runs.Any(run => run.Line == line.Name))
            .Select(line => LineSummary.Of(line, runs))
            .ToArray();
        var startToReadyS = setup.Service.StartToReady.TotalSeconds;
        await output.WriteLineAsync(
            $"""

            {machine}

            {RateReport.Table(lines)}
            {OldStatistics(lines)}
            API memory: {Numbers.Whole(memory.ResidentMib)} MiB now, {Numbers.Whole(memory.PeakMib)} MiB at most
            Start to ready on this data: {Numbers.Decimal(startToReadyS)} s
            {RateReport.Recorded(lines)}
            """);

        var json = await JsonReport.WriteAsync(
            "attempts.json",
            new { Machine = machine, Lines = lines, Runs = runs, Memory = memory, StartToReadyS = startToReadyS },
            cancel);
        var chart = BenchPaths.InOutput("attempts.svg");
        await File.WriteAllTextAsync(chart, Chart(machine, lines), cancel);
        await output.WriteLineAsync($"{json}\n{chart}");
    }

    private static string OldStatistics(LineSummary[] lines)
    {
        var old = lines.FirstOrDefault(line => line.Name == AttemptLines.OldStatistics);
        var fresh = lines.First(line => line.Name == AttemptLines.Api(64));
        return old is null
            ? "Old statistics: not measured"
            : $"Old statistics: {Numbers.Decimal(old.Rate.Median / fresh.Rate.Median)} of the rate with fresh ones";
    }

    private static string Chart(Machine machine, LineSummary[] lines)
    {
        var bars = lines
            .Where(line => line.Name != AttemptLines.HalfPeak)
            .Select(line => new Bar(line.Name, line.Rate, AttemptLines.IsFloor(line.Name)))
            .ToArray();
        var floor = lines.First(line => line.Name == AttemptLines.BusyFloor).Rate.Median;
        return BarChart.Draw("Confirmation attempts a second", $"median, least and most; {machine}", bars, floor);
    }
}
