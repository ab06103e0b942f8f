using DeliveryOtp.Benchmarks.Floor;
using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Issue;

/// <summary>How many codes a second can be issued, beside the floor that attempts are held against.</summary>
internal sealed class IssueBenchmark(BenchSetup setup, int rounds, int seconds)
{
    private const int FloorClients = 32;
    private const int Connections = 64;
    private const int WarmUpSeconds = 10;
    private const int Deliveries = 300_000;
    private const string FloorLine = "floor, 32 clients";
    private const string IssueLine = "API, 64 connections";

    private static readonly ReportLine[] Lines = [new(FloorLine), new(IssueLine, RateFloor: FloorLine)];

    private readonly List<MeasuredRun> _runs = [];

    public async Task RunAsync(TextWriter output, CancellationToken cancel)
    {
        await setup.SeedAsync(new DeliveryRange(First: 0, Deliveries), cancel);
        await setup.RestartServiceAsync(cancel);
        var meter = await ProcessMeter.CreateAsync(setup.Service, setup.Cluster, cancel);
        var floor = await FloorLoad.CreateAsync(setup, meter, cancel);
        var retailer = new IssueLoad(setup, meter);
        Progress.Say("Warming up...");
        await retailer.RunAsync("warm-up", Connections, WarmUpSeconds, cancel);
        for (var round = 1; round <= rounds; round++)
        {
            Progress.Say($"Round {round} of {rounds}");
            await setup.Cluster.CheckpointAsync(cancel);
            _runs.Add(await floor.RunAsync(FloorLine, FloorClients, seconds, cancel));
            await setup.Cluster.CheckpointAsync(cancel);
            _runs.Add(await retailer.RunAsync(IssueLine, Connections, seconds, cancel));
        }

        await WriteAsync(meter.ServiceMemory(), output, cancel);
    }

    private async Task WriteAsync(ProcessMemory memory, TextWriter output, CancellationToken cancel)
    {
        var machine = await Machine.DescribeAsync(setup.Cluster, cancel);
        var lines = Lines.Select(line => LineSummary.Of(line, _runs)).ToArray();
        var json = await JsonReport.WriteAsync(
            "issue.json", new { Machine = machine, Lines = lines, Runs = _runs, Memory = memory }, cancel);
        await output.WriteLineAsync(
            $"""

            {machine}

            {RateReport.Table(lines)}
            API memory: {Numbers.Whole(memory.ResidentMib)} MiB now, {Numbers.Whole(memory.PeakMib)} MiB at most
            {RateReport.Recorded(lines)}
            {json}
            """);
    }
}
