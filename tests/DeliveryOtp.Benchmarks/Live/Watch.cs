using System.Collections.Concurrent;
using System.Diagnostics;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Live;

/// <summary>
/// Recipients who watch, one a delivery, and how long after each attempt they saw it. Attempts on one delivery are seconds
/// apart, so the first that is seen is the first that was sent.
/// </summary>
internal sealed class Watch(BenchSetup setup, DeliveryRange deliveries) : IDisposable
{
    private const int OpeningAtOnce = 16;
    private const string Attempted = "event: attempted";

    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue })
    {
        BaseAddress = setup.Service.BaseUrl,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly CancellationTokenSource _close = new();
    private readonly ConcurrentQueue<long>[] _sent = [.. Enumerable.Range(0, (int)deliveries.Count).Select(_ => new ConcurrentQueue<long>())];
    private readonly ConcurrentQueue<double> _latenciesMs = new();
    private int _ended;

    public int Count => _sent.Length;

    /// <summary>Attempts whose event has not come.</summary>
    public int Missing => _sent.Sum(sent => sent.Count);

    /// <summary>Streams that are no more.</summary>
    public int Ended => _ended;

    public long IndexOf(int place) => deliveries.First + place;

    public async Task OpenAsync(CancellationToken cancel)
    {
        var keys = setup.Secrets.ToKeyRing();
        var links = Enumerable.Range(0, Count).Select(place => keys.LinkTo(BenchDelivery.IdOf(IndexOf(place)), version: 1)).ToArray();
        var progress = new Progress("Opening streams", Count);
        var options = new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = OpeningAtOnce };
        await Parallel.ForAsync(0, Count, options, async (place, stop) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/tracking/events");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {links[place].Reveal()}");
            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (!response.IsSuccessStatusCode)
                throw new BenchmarkException($"A stream answers {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(stop)}");
            _ = ReadAsync(response, _sent[place]);
            progress.Advance(1);
        });
    }

    /// <summary>The moment before a request leaves.</summary>
    public void NoteSent(int place) => _sent[place].Enqueue(Stopwatch.GetTimestamp());

    /// <summary>The last events may be on their way.</summary>
    public async Task SettleAsync(TimeSpan patience, CancellationToken cancel)
    {
        for (var waited = Stopwatch.StartNew(); Missing > 0 && waited.Elapsed < patience;)
            await Task.Delay(50, cancel);
    }

    /// <summary>Since the last time.</summary>
    public double[] TakeLatencies()
    {
        List<double> taken = [];
        while (_latenciesMs.TryDequeue(out var one))
            taken.Add(one);
        return [.. taken];
    }

    public void Dispose()
    {
        _close.Cancel();
        _close.Dispose();
        _client.Dispose();
    }

    private async Task ReadAsync(HttpResponseMessage response, ConcurrentQueue<long> sent)
    {
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(_close.Token), bufferSize: 1024);
            while (await reader.ReadLineAsync(_close.Token) is { } line)
            {
                if (line == Attempted && sent.TryDequeue(out var at))
                    _latenciesMs.Enqueue(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // It is counted.
        }

        Interlocked.Increment(ref _ended);
    }
}
