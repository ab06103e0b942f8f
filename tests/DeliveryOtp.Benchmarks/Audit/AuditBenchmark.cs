using System.Net.Http.Headers;
using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Audit;

/// <summary>Whether the audit trail answers as fast from a large journal as from a small one, and attempts are as fast on top of it.</summary>
internal sealed class AuditBenchmark(BenchSetup setup, int small, int? large)
{
    private const double StreamedRows = 1_000_000;
    private const int Connections = 64;
    private const int AttemptSeconds = 10;
    private const int AttemptRuns = 3;

    // Beyond all that the journal is filled with.
    private const long FirstOpenDelivery = 1L << 32;

    private const string AttemptsSql = "select count(*) from deliveryotp.journal where kind = 'attempted'";

    private static readonly TimeSpan StreamPatience = TimeSpan.FromMinutes(30);

    public async Task RunAsync(TextWriter output, CancellationToken cancel)
    {
        var journal = await JournalFill.CreateAsync(setup, cancel);
        var sizes = new List<AuditSize> { await MeasureAsync(journal, small, cancel) };
        if (large is { } attempts)
            sizes.Add(await MeasureAsync(journal, attempts, cancel));

        Progress.Say("Streaming...");
        using var support = CreateClient();
        var stream = await CsvStream.MeasureAsync(support, setup.Service, StreamFrom(journal, sizes[^1]), cancel);
        await AuditReport.WriteAsync(setup, sizes, stream, output, cancel);
    }

    private async Task<AuditSize> MeasureAsync(JournalFill journal, int attempts, CancellationToken cancel)
    {
        await journal.FillAsync(attempts, cancel);
        await setup.RestartServiceAsync(cancel);
        var samples = await AttemptSample.TakeAsync(setup, journal, FilterTiming.WarmUps + FilterTiming.Questions, cancel);
        using var support = CreateClient();

        // The first round is for the compiler: a new process is slower at whatever it is asked first.
        await AskAsync("Warming up", support, samples, cancel);
        var timings = await AskAsync("Asking", support, samples, cancel);
        var recorded = await setup.Cluster.ScalarAsync<long>(AttemptsSql, cancel);
        return new AuditSize(recorded, setup.Service.StartToReady.TotalSeconds, timings, await AttemptAsync(cancel));
    }

    /// <summary>New attempts on new deliveries, by couriers with a past in the journal. The first run warms up.</summary>
    private async Task<IReadOnlyList<MeasuredRun>> AttemptAsync(CancellationToken cancel)
    {
        await setup.RenewTemplateAsync(cancel);
        var deliveries = new DeliveryRange(FirstOpenDelivery, (1 + AttemptRuns) * DeliveryBlocks.Need(Connections, AttemptSeconds));
        await setup.ImportAsync(deliveries, cancel);
        var meter = await ProcessMeter.CreateAsync(setup.Service, setup.Cluster, cancel);
        var couriers = new AttemptLoad(setup, meter, new DeliveryBlocks(deliveries));
        var runs = new List<MeasuredRun>();
        for (var run = 0; run <= AttemptRuns; run++)
        {
            await setup.Cluster.CheckpointAsync(cancel);
            runs.Add(await couriers.RunAsync($"attempts, run {run}", Connections, AttemptSeconds, cancel));
            Progress.Say($"  {runs[^1].Line}: {Numbers.Whole(runs[^1].Rate)}/s");
        }

        return runs[1..];
    }

    private static async Task<IReadOnlyList<FilterTiming>> AskAsync(
        string what, HttpClient support, IReadOnlyList<AttemptSample> samples, CancellationToken cancel)
    {
        var progress = new Progress($"{what}, filters", AuditFilters.All.Length);
        var timings = new List<FilterTiming>();
        foreach (var filter in AuditFilters.All)
        {
            timings.Add(await FilterTiming.MeasureAsync(support, filter, samples, cancel));
            progress.Advance(1);
        }

        return timings;
    }

    /// <summary>So late that about as many rows follow as are wanted; attempts are spread evenly over time.</summary>
    private static DateTimeOffset StreamFrom(JournalFill journal, AuditSize size)
    {
        var share = Math.Min(1, StreamedRows / (size.Attempts * JournalFill.AskedShare));
        return journal.To - ((journal.To - journal.From) * share);
    }

    private HttpClient CreateClient() => new(new SocketsHttpHandler { MaxConnectionsPerServer = 1 })
    {
        BaseAddress = setup.Service.BaseUrl,
        Timeout = StreamPatience,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", setup.Tenant.SupportKey) },
    };
}

/// <summary>What was measured at one size of the journal.</summary>
internal sealed record AuditSize(
    long Attempts, double StartToReadyS, IReadOnlyList<FilterTiming> Timings, IReadOnlyList<MeasuredRun> NewAttempts);
