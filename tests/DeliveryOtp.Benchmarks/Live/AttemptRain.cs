using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using DeliveryOtp.Api.Access;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Live;

/// <summary>
/// Attempts at a fixed rate, however long the answers take. In turn on a delivery that is watched and on one that is not;
/// two wrong codes, then the right one, then more of them: each is recorded, whatever comes of it.
/// </summary>
internal sealed class AttemptRain(BenchSetup setup, Watch watch, DeliveryRange unwatched, int rate)
{
    private const int Couriers = 200;
    private const int Connections = 256;
    private const int TriesOfDelivery = 3;

    private static readonly string Template = RequestBody.Read("attempt.json");

    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = Connections })
    {
        BaseAddress = setup.Service.BaseUrl,
    };

    private readonly AuthenticationHeaderValue[] _tokens = TokensOf(setup);
    private readonly ConcurrentQueue<double> _answersMs = new();
    private double _lagMs;
    private int _drops;

    public async Task FallAsync(int seconds, CancellationToken cancel)
    {
        List<Task> answers = [];
        var started = Stopwatch.StartNew();
        for (var n = 0; n < rate * seconds; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / rate);
            if (due - started.Elapsed is { Ticks: > 0 } early)
                await Task.Delay(early, cancel);
            _lagMs = Math.Max(_lagMs, (started.Elapsed - due).TotalMilliseconds);
            answers.Add(AttemptAsync(_drops++, cancel));
        }

        await Task.WhenAll(answers);
    }

    /// <summary>How long each answer took, and how late a request ever left; since the last time.</summary>
    public (double[] AnswersMs, double LagMs) Take()
    {
        var taken = (_answersMs.ToArray(), _lagMs);
        _answersMs.Clear();
        _lagMs = 0;
        return taken;
    }

    private async Task AttemptAsync(int drop, CancellationToken cancel)
    {
        var (turn, isWatched) = (drop / 2, drop % 2 == 0);
        var count = isWatched ? watch.Count : (int)unwatched.Count;
        var (place, round) = (turn % count, turn / count);
        var index = isWatched ? watch.IndexOf(place) : unwatched.First + place;
        var courier = drop % Couriers;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/deliveries/{BenchDelivery.IdOf(index)}/attempts")
        {
            Content = new StringContent(BodyOf(index, round, courier), Encoding.UTF8, "application/json"),
            Headers = { Authorization = _tokens[courier] },
        };
        request.Headers.Add(Idempotency.HeaderName, $"rain-{drop}");
        if (isWatched)
            watch.NoteSent(place);
        var sent = Stopwatch.GetTimestamp();
        using var response = await _client.SendAsync(request, cancel);
        if (!response.IsSuccessStatusCode)
            throw new BenchmarkException($"An attempt answers {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancel)}");
        _answersMs.Enqueue(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
    }

    private static string BodyOf(long index, int round, int courier)
    {
        var right = int.Parse(BenchDelivery.CodeOf(index).Reveal(), CultureInfo.InvariantCulture);
        var code = round + 1 < TriesOfDelivery ? (right + 1 + round) % 1_000_000 : right;
        return Template
            .Replace("{code}", code.ToString("D6", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{now}", Timestamp.Format(TimeProvider.System.GetUtcNow()), StringComparison.Ordinal)
            .Replace("{device}", courier.ToString("D12", CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static AuthenticationHeaderValue[] TokensOf(BenchSetup setup)
    {
        var tokens = new CourierTokens(setup.Secrets.ToKeyRing(), TimeProvider.System);
        return [.. Enumerable.Range(0, Couriers).Select(courier => new AuthenticationHeaderValue("Bearer", Seeding.Couriers.TokenOf(tokens, setup.Tenant, courier)))];
    }
}
