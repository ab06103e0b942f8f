using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Audit;

/// <summary>The table and the JSON; what is slow, or grows with the journal, is marked.</summary>
internal static class AuditReport
{
    private const double MostMs = 20;
    private const double MostGrowth = 1.5;

    public static async Task WriteAsync(
        BenchSetup setup, IReadOnlyList<AuditSize> sizes, CsvStream stream, TextWriter output, CancellationToken cancel)
    {
        var machine = await Machine.DescribeAsync(setup.Cluster, cancel);
        var json = await JsonReport.WriteAsync("audit.json", new { Machine = machine, Sizes = sizes, Stream = stream }, cancel);
        await output.WriteLineAsync(
            $"""

            {machine}

            {Table(sizes)}
            {string.Join('\n', sizes.Select(StartToReady))}
            {string.Join('\n', sizes.Select(NewAttempts))}
            CSV: {Numbers.Whole(stream.Rows)} rows in {Numbers.Decimal(stream.Seconds)} s, {Numbers.Decimal(stream.MegabytesPerS)} MB/s
            API memory: {Numbers.Whole(stream.IdleMib)} MiB before it, at most {Numbers.Whole(stream.MibAboveIdle)} MiB more meanwhile
            {json}
            """);
    }

    private static string Table(IReadOnlyList<AuditSize> sizes)
    {
        var table = new TextTable(
            ["", .. sizes.SelectMany(size => new[] { $"p50 ms, {Numbers.Whole(size.Attempts)}", "p95 ms" }), "p95 ratio", ""]);
        for (var filter = 0; filter < AuditFilters.All.Length; filter++)
            table.Add(Row([.. sizes.Select(size => size.Timings[filter])]));
        return table.ToString();
    }

    private static string[] Row(FilterTiming[] timings)
    {
        var growth = timings[^1].P95Ms / timings[0].P95Ms;
        var isSlow = timings.Any(timing => timing.P95Ms > MostMs);
        string?[] marks = [growth > MostGrowth ? "grows" : null, isSlow ? "slow" : null];
        return
        [
            timings[0].Filter,
            .. timings.SelectMany(timing => new[] { Numbers.Decimal(timing.P50Ms), Numbers.Decimal(timing.P95Ms) }),
            timings.Length > 1 ? Numbers.Decimal(growth) : "",
            string.Join(", ", marks.OfType<string>()),
        ];
    }

    private static string NewAttempts(AuditSize size)
    {
        var rates = Spread.Of(size.NewAttempts.Select(run => run.Rate));
        var p99Ms = Spread.Of(size.NewAttempts.Select(run => run.P99Ms ?? 0));
        return $"New attempts over 64 connections with {Numbers.Whole(size.Attempts)} in the journal: {Numbers.Whole(rates.Median)}/s "
            + $"({Numbers.Whole(rates.Min)}–{Numbers.Whole(rates.Max)}), p99 {Numbers.Decimal(p99Ms.Median)} ms";
    }

    private static string StartToReady(AuditSize size) =>
        $"Start to ready with {Numbers.Whole(size.Attempts)} attempts: {Numbers.Decimal(size.StartToReadyS)} s";
}
