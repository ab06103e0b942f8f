using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Benchmarks.Load;

namespace DeliveryOtp.Benchmarks.Abuse.Victims;

/// <summary>
/// What the victim asks meanwhile, at a fixed rate, however long answers take: in turn attempts with what is no code, and looks at
/// deliveries; now and then a new delivery.
/// </summary>
internal sealed class VictimLoad(Victim victim, VictimDelivery[] deliveries, VictimStreams streams) : IDisposable
{
    private const int Rate = 50;
    private const int IssueEvery = 50;
    private const string MalformedCode = "12ab";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new() { BaseAddress = victim.BaseUrl, Timeout = Patience };
    private readonly ConcurrentQueue<VictimAnswer> _answers = new();

    public IReadOnlyCollection<VictimAnswer> Answers => _answers;

    /// <summary>How late a request ever left: this program's own delay.</summary>
    public double MostLateMs { get; private set; }

    /// <summary>As long as the attack goes on.</summary>
    public async Task AskAsync(Task attack, CancellationToken cancel)
    {
        List<Task> asked = [];
        var started = Stopwatch.StartNew();
        for (var n = 0; !attack.IsCompleted; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / Rate);
            if (due - started.Elapsed is { Ticks: > 0 } early)
                await Task.Delay(early, cancel);
            MostLateMs = Math.Max(MostLateMs, (started.Elapsed - due).TotalMilliseconds);
            asked.Add(RequestAsync(n, cancel));
        }

        await Task.WhenAll(asked);
    }

    public void Dispose() => _client.Dispose();

    private Task RequestAsync(int n, CancellationToken cancel)
    {
        var (place, visit) = (n / 2 % deliveries.Length, n / 2 / deliveries.Length);
        var path = $"/v1/deliveries/{deliveries[place].Id}";
        if (n % IssueEvery == IssueEvery - 1)
            return AskAsync(RequestKind.Issue, Post("/v1/deliveries", RequestBody.Delivery(victim.NextOrder())), victim.Keys.RetailerKey, cancel);
        return n % 2 == 1
            ? AskAsync(RequestKind.Read, new HttpRequestMessage(HttpMethod.Get, path), victim.Keys.RetailerKey, cancel)
            : AttemptAsync(place, Post($"{path}/attempts", RequestBody.Attempt(MalformedCode)), victim.TokenFor(place, visit), n, cancel);
    }

    private async Task AttemptAsync(int place, HttpRequestMessage request, string token, int n, CancellationToken cancel)
    {
        request.Headers.Add(Idempotency.HeaderName, string.Create(CultureInfo.InvariantCulture, $"visit-{n}"));
        if (await AskAsync(RequestKind.Attempt, request, token, cancel) is { } recorded)
            streams.NoteAnswered(place, (DateTimeOffset)recorded["recorded_at"]!);
    }

    /// <returns>The answer; null: it is no good one.</returns>
    private async Task<JsonNode?> AskAsync(RequestKind kind, HttpRequestMessage request, string credential, CancellationToken cancel)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        var sent = Stopwatch.GetTimestamp();
        string? failure = null;
        JsonNode? answer = null;
        try
        {
            using (request)
            using (var response = await _client.SendAsync(request, cancel))
            {
                if (response.IsSuccessStatusCode)
                    answer = await response.Content.ReadFromJsonAsync<JsonNode>(cancel);
                else
                    failure = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            failure = "no answer";
        }

        _answers.Enqueue(new VictimAnswer(kind, Stopwatch.GetElapsedTime(sent).TotalMilliseconds, failure));
        return answer;
    }

    private static HttpRequestMessage Post(string path, JsonNode body) => new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
}

internal enum RequestKind
{
    Attempt,
    Read,
    Issue,
}

/// <param name="Kind">What was asked.</param>
/// <param name="Ms">How long the answer took.</param>
/// <param name="Failure">Null: it is the one that was due; otherwise its status, or that there was none.</param>
internal sealed record VictimAnswer(RequestKind Kind, double Ms, string? Failure);
