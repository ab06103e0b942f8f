using System.Collections.Concurrent;
using System.Diagnostics;
using DeliveryOtp.Api.Tests.Fixture;
using Xunit.Abstractions;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>Tests that break machines and wait: one after another, since each has processes and servers of its own.</summary>
[CollectionDefinition(nameof(Outages))]
public sealed class Outages;

/// <summary>The database is away for some seconds under load: gone, or frozen.</summary>
[Collection(nameof(Outages))]
public sealed class DatabaseOutageTests(ITestOutputHelper output)
{
    private const int Couriers = 48;
    private const int DeliveriesOfCourier = 20;

    /// <summary>Longer than the longest answer, so that requests start and end within it.</summary>
    private static readonly TimeSpan Outage = Answer.Longest + TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task R13_no_verdict_while_the_database_is_gone_and_nothing_is_lost()
    {
        using var server = await StoppableServer.StartAsync();
        await SurviveAsync(server.Database, server.CrashAsync, server.StartAgainAsync);
    }

    [Fact]
    public async Task R13_no_verdict_while_the_database_is_frozen_and_nothing_is_lost()
    {
        using var server = await StoppableServer.StartAsync();
        await SurviveAsync(server.Database, () => Task.Run(server.Freeze), () => Task.Run(server.Thaw));
    }

    private async Task SurviveAsync(TestDatabase database, Func<Task> stop, Func<Task> start)
    {
        using var api = await ApiProcess.StartAsync(database);
        var tenant = await Tenant.CreateAsync(api.BaseUrl, Service.AdminKey);
        var load = await Load.StartAsync(tenant);
        await Task.Delay(TimeSpan.FromSeconds(2));

        await stop();
        var stoppedAt = Stopwatch.GetTimestamp();
        await Task.Delay(Outage);
        var startsAt = Stopwatch.GetTimestamp();
        await start();
        var startedAt = Stopwatch.GetTimestamp();
        await load.RunUntilRecoveredAsync(startedAt, LongestRecovery);
        await load.EndAsync();

        bool IsWithin(Answer answer) => answer.StartedAt > stoppedAt && answer.EndedAt < startsAt;
        Print("before", load.All.Where(answer => answer.EndedAt < stoppedAt));
        Print("during", load.All.Where(IsWithin));
        Print("after", load.All.Where(answer => answer.StartedAt > startedAt));
        AssertRefused(load.All.Where(IsWithin).ToArray());
        Print("liveness", load.Alive);
        Assert.All(load.Alive, answer => Assert.Equal(200, answer.Status));
        Assert.Contains(load.Ready, answer => IsWithin(answer));
        Assert.All(load.All.Where(IsWithin), answer => Assert.InRange(answer.Took, TimeSpan.Zero, Answer.Longest));
        AssertRecovered("attempts", load.Attempts.Values, startedAt);
        AssertRecovered("readiness", load.Ready, startedAt);
        await AssertNothingLostAsync(load, new Records(database));
    }

    private static void AssertRefused(Answer[] answers)
    {
        Assert.NotEmpty(answers);
        Assert.All(answers, answer =>
        {
            Assert.Equal("503 unavailable", answer.Outcome);
            Assert.NotNull(answer.RetryAfter);
        });
    }

    private void AssertRecovered(string what, IEnumerable<Answer> answers, long startedAt)
    {
        var good = answers.Where(answer => answer.EndedAt > startedAt && answer.IsRecorded).ToArray();
        Assert.True(good.Length > 0, $"{what} did not recover");
        var waited = Stopwatch.GetElapsedTime(startedAt, good.Min(answer => answer.EndedAt));
        output.WriteLine($"{what} recovered after {waited.TotalSeconds:F2} s");
        Assert.InRange(waited, TimeSpan.Zero, LongestRecovery);
    }

    /// <summary>Whoever got no verdict repeats the request; then the journal has one entry for each, and no other.</summary>
    private async Task AssertNothingLostAsync(Load load, Records records)
    {
        var recorded = await records.AttemptsAsync();
        Records.AssertHold(recorded, load.Recorded);
        await records.AssertConsistentAsync();

        var open = load.Attempts.Where(pair => !pair.Value.IsRecorded).Select(pair => pair.Key).ToArray();
        output.WriteLine($"{open.Length} without a verdict, {open.Count(attempt => recorded.ContainsKey((attempt.DeliveryId, attempt.Key)))} of them recorded");
        foreach (var attempt in open)
        {
            var answer = await load.PersistAsync(attempt);
            Assert.Equal(recorded.ContainsKey((attempt.DeliveryId, attempt.Key)) ? 200 : 201, answer.Status);
        }

        Records.AssertHold(await records.AttemptsAsync(), load.Recorded);
        Assert.Equal(load.Attempts.Count, load.Recorded.Count);
        Assert.Equal(load.Attempts.Count, await records.CountAsync("journal where kind = 'attempted'"));
        await records.AssertConsistentAsync();
    }

    private void Print(string when, IEnumerable<Answer> answers)
    {
        var all = answers.ToArray();
        var longest = all.Select(answer => answer.Took).DefaultIfEmpty().Max();
        output.WriteLine($"{when}: {Answer.StatusTally(all)}; the longest took {longest.TotalSeconds:F2} s");
    }

    /// <summary>Couriers who attempt, a retailer who creates and reads, and an operator who watches.</summary>
    private sealed class Load(Tenant tenant, Dictionary<Guid, HttpClient> courierOf)
    {
        private readonly CancellationTokenSource _end = new();
        private readonly ConcurrentBag<Answer> _retailer = [];
        private readonly HttpClient _operator = Tenant.ClientOf(tenant.BaseUrl, credential: null);
        private Task _work = Task.CompletedTask;

        public ConcurrentDictionary<StoredAttempt, Answer> Attempts { get; } = new();

        public ConcurrentBag<Answer> Ready { get; } = [];

        public ConcurrentBag<Answer> Alive { get; } = [];

        /// <summary>Everything that needs the database.</summary>
        public IEnumerable<Answer> All => [.. Attempts.Values, .. _retailer, .. Ready];

        public Dictionary<StoredAttempt, Answer> Recorded =>
            Attempts.Where(pair => pair.Value.IsRecorded).ToDictionary();

        public static async Task<Load> StartAsync(Tenant tenant)
        {
            var couriers = new List<HttpClient>();
            foreach (var some in Enumerable.Range(0, Couriers).Chunk(8))
                couriers.AddRange(await Task.WhenAll(some.Select(n => tenant.CourierAsync($"crr-{n}"))));
            var issued = await Replicas.IssueAsync(tenant, Couriers * DeliveriesOfCourier);
            var load = new Load(tenant, issued.Index().ToDictionary(pair => pair.Item.Id, pair => couriers[pair.Index % Couriers]));
            var work = issued.Index().GroupBy(pair => pair.Index % Couriers, pair => pair.Item)
                .Select(mine => load.RepeatedlyAsync(n => load.AttemptAsync([.. mine], n)))
                .Append(load.RepeatedlyAsync(load.TradeAsync))
                .Append(load.RepeatedlyAsync(_ => load.WatchAsync("/health/ready", load.Ready)))
                .Append(load.RepeatedlyAsync(_ => load.WatchAsync("/health/live", load.Alive)));
            load._work = Task.WhenAll(work.ToArray());
            return load;
        }

        public async Task RunUntilRecoveredAsync(long startedAt, TimeSpan patience)
        {
            bool HasRecovered(Answer answer) => answer.StartedAt > startedAt && answer.IsRecorded;
            while (!(Attempts.Values.Any(HasRecovered) && Ready.Any(HasRecovered))
                && Stopwatch.GetElapsedTime(startedAt) < patience)
            {
                await Task.Delay(50);
            }
        }

        public async Task EndAsync()
        {
            await _end.CancelAsync();
            await _work;
        }

        public async Task<Answer> PersistAsync(StoredAttempt attempt) =>
            Attempts[attempt] = await attempt.PersistAsync(courierOf[attempt.DeliveryId]);

        private Task RepeatedlyAsync(Func<int, Task<Answer>> send) => Task.Run(async () =>
        {
            for (var n = 0; !_end.IsCancellationRequested; n++)
            {
                var answer = await send(n);
                await Task.Delay(answer.Status < 500 ? 20 : 200);
            }
        });

        private async Task<Answer> AttemptAsync(Issued[] mine, int n)
        {
            var delivery = mine[n % mine.Length];
            var isRight = (n / mine.Length) + (n % mine.Length % 4) == 3;
            var attempt = StoredAttempt.Of(delivery.Id, isRight ? delivery.Code! : delivery.WrongCode(n + 1));
            return Attempts[attempt] = await attempt.SendAsync(courierOf[delivery.Id]);
        }

        private async Task<Answer> TradeAsync(int n)
        {
            var body = new
            {
                order_id = Guid.NewGuid().ToString(),
                destination = new { latitude = Tenant.Latitude, longitude = Tenant.Longitude, country = "FR" },
            };
            var answer = await Answer.OfAsync(n % 2 == 0
                ? tenant.Retailer.PostAsync("/v1/deliveries", body, Guid.NewGuid().ToString())
                : tenant.Retailer.GetAsync($"/v1/deliveries/{courierOf.Keys.First()}"));
            _retailer.Add(answer);
            return answer;
        }

        private async Task<Answer> WatchAsync(string path, ConcurrentBag<Answer> seen)
        {
            var answer = await Answer.OfAsync(_operator.GetAsync(path));
            seen.Add(answer);
            return answer;
        }
    }
}
