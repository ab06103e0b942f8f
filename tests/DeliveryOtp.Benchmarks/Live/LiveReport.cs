using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Live;

/// <summary>The table and the JSON.</summary>
internal sealed record LiveReport(
    int Streams,
    int Rate,
    int Seconds,
    double[] AnswersMs,
    double[] StreamsMs,
    int Lost,
    int EndedStreams,
    double SenderLagMs,
    double OpeningS,
    CpuShares Cpu,
    ProcessMemory Memory)
{
    public async Task WriteAsync(Machine machine, TextWriter output, CancellationToken cancel)
    {
        var table = new TextTable("ms, from the request", "p50", "p95", "p99", "max", "count", "lost");
        var (answer, stream) = (Line.Of(AnswersMs), Line.Of(StreamsMs));
        answer.AddTo(table, "to the courier's answer", "");
        stream.AddTo(table, "to the recipient's stream", Numbers.Whole(Lost));
        var json = await JsonReport.WriteAsync(
            "live.json",
            new { Machine = machine, Streams, Rate, Seconds, Answer = answer, Stream = stream, Lost, EndedStreams, SenderLagMs, OpeningS, Cpu, Memory },
            cancel);
        await output.WriteLineAsync(
            $"""

            {machine}

            {Numbers.Whole(Streams)} streams, opened in {Numbers.Decimal(OpeningS)} s; {Numbers.Whole(Rate)} attempts a second for {Seconds} s, half of them watched

            {table}
            A request left at most {Numbers.Whole(SenderLagMs)} ms late. {EndedStreams} streams ended.
            Cores: API {Numbers.Decimal(Cpu.ServiceCores)}, PostgreSQL {Numbers.Decimal(Cpu.PostgresCores)}
            API memory: {Numbers.Whole(Memory.ResidentMib)} MiB now, {Numbers.Whole(Memory.PeakMib)} MiB at most
            {json}
            """);
        if (Lost > 0 || EndedStreams > 0)
            throw new BenchmarkException("Events were lost, or streams ended: the numbers above are not of a service that works.");
    }

    private sealed record Line(double P50, double P95, double P99, double Max, int Count)
    {
        public static Line Of(double[] values)
        {
            double[] sorted = [.. values.Order()];
            if (sorted.Length == 0)
                throw new BenchmarkException("Nothing was measured.");
            return new(Spread.Percentile(sorted, 0.5), Spread.Percentile(sorted, 0.95), Spread.Percentile(sorted, 0.99), sorted[^1], sorted.Length);
        }

        public void AddTo(TextTable table, string name, string lost) => table.Add(
            name, Numbers.Decimal(P50), Numbers.Decimal(P95), Numbers.Decimal(P99), Numbers.Decimal(Max), Numbers.Whole(Count), lost);
    }
}
