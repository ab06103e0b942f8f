using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Abuse.Victims;

/// <summary>
/// The victim's recipients, who watch: how long after the courier's answer an attempt was on its recipient's stream. An attempt has its
/// position in the journal by then, so this is the lag of the sequencer and of who follows it. The time of its record tells which it is.
/// </summary>
internal sealed class VictimStreams : IDisposable
{
    private const string Attempted = "event: attempted";
    private const string Data = "data: ";

    private readonly CancellationTokenSource _close = new();
    private readonly HttpClient _client;

    // An attempt that was answered or seen: whichever was the first of the two.
    private readonly ConcurrentDictionary<(int Place, DateTimeOffset RecordedAt), (long At, bool IsSeen)> _half = new();
    private readonly ConcurrentQueue<double> _lagsMs = new();
    private int _ended;

    private VictimStreams(Uri service) => _client = new HttpClient { BaseAddress = service, Timeout = Timeout.InfiniteTimeSpan };

    public IReadOnlyCollection<double> LagsMs => _lagsMs;

    /// <summary>Attempts that were answered, and not seen.</summary>
    public int Unseen => _half.Values.Count(half => !half.IsSeen);

    /// <summary>Streams that are no more.</summary>
    public int Ended => _ended;

    public static async Task<VictimStreams> OpenAsync(Uri service, VictimDelivery[] deliveries, CancellationToken cancel)
    {
        var streams = new VictimStreams(service);
        try
        {
            await Task.WhenAll(deliveries.Select((delivery, place) => streams.OpenAsync(delivery.Link, place, cancel)));
            return streams;
        }
        catch
        {
            streams.Dispose();
            throw;
        }
    }

    public void NoteAnswered(int place, DateTimeOffset recordedAt) => Note(place, recordedAt, isSeen: false);

    /// <summary>The last events may be on their way.</summary>
    public async Task SettleAsync(TimeSpan patience, CancellationToken cancel)
    {
        for (var waited = Stopwatch.StartNew(); Unseen > 0 && waited.Elapsed < patience;)
            await Task.Delay(50, cancel);
    }

    public void Dispose()
    {
        _close.Cancel();
        _close.Dispose();
        _client.Dispose();
    }

    private async Task OpenAsync(string link, int place, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/tracking/events");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", link);
        var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (!response.IsSuccessStatusCode)
            throw new BenchmarkException($"A stream answers {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancel)}");
        _ = ReadAsync(response, place);
    }

    private async Task ReadAsync(HttpResponseMessage response, int place)
    {
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(_close.Token), bufferSize: 1024);
            var isAttempt = false;
            while (await reader.ReadLineAsync(_close.Token) is { } line)
            {
                if (line.Length == 0)
                    isAttempt = false;
                else if (line == Attempted)
                    isAttempt = true;
                else if (isAttempt && line.StartsWith(Data, StringComparison.Ordinal))
                    Note(place, (DateTimeOffset)JsonNode.Parse(line[Data.Length..])!["at"]!, isSeen: true);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // It is counted.
        }

        Interlocked.Increment(ref _ended);
    }

    /// <summary>An event may be there before the answer: that is no lag.</summary>
    private void Note(int place, DateTimeOffset recordedAt, bool isSeen)
    {
        var now = Stopwatch.GetTimestamp();
        if (!_half.TryAdd((place, recordedAt), (now, isSeen)) && _half.TryRemove((place, recordedAt), out var first))
            _lagsMs.Enqueue(first.IsSeen ? 0 : Stopwatch.GetElapsedTime(first.At, now).TotalMilliseconds);
    }
}
