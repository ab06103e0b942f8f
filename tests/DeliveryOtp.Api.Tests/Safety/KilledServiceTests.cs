using System.Collections.Concurrent;
using System.Diagnostics;
using DeliveryOtp.Api.Tests.Fixture;
using Xunit.Abstractions;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>The process is killed under load, again and again, and started on the same database.</summary>
[Collection(nameof(Outages))]
public sealed class KilledServiceTests(ITestOutputHelper output)
{
    private const int Workers = 32;
    private const int DeliveriesBetweenKills = 64;

    private static readonly int Kills = FullSize.Or(2, full: 10);

    [Fact]
    public async Task R13_no_answered_attempt_is_lost_and_every_unanswered_one_converges_when_the_service_is_killed()
    {
        var database = await (await TestCluster.SharedAsync()).CreateDatabaseAsync();
        var records = new Records(database);
        var api = await ApiProcess.StartAsync(database);
        try
        {
            var tenant = await Tenant.CreateAsync(api.BaseUrl, Service.AdminKey);
            var couriers = new HttpClient[Workers];
            for (var n = 0; n < Workers; n++)
                couriers[n] = await tenant.CourierAsync($"crr-{n}");
            var answered = new Dictionary<StoredAttempt, Answer>();
            var (unanswered, surprises) = (0, 0);
            for (var kill = 1; kill <= Kills; kill++)
            {
                var deliveries = await Replicas.IssueAsync(tenant, DeliveriesBetweenKills);
                var load = new Load(couriers, deliveries);
                await load.RunUntilAsync(answers: 40 + (kill * 17 % 100));
                api.Kill();
                var sent = await load.EndAsync();
                api = await ApiProcess.StartAsync(database, api.BaseUrl.Port);

                var recorded = await records.AttemptsAsync();
                foreach (var (attempt, answer) in sent.Where(pair => pair.Value is not null))
                    answered.Add(attempt, answer!);
                Records.AssertHold(recorded, answered);
                await records.AssertConsistentAsync();

                var open = sent.Where(pair => pair.Value is null).Select(pair => pair.Key).ToArray();
                unanswered += open.Length;
                surprises += open.Count(attempt => recorded.ContainsKey((attempt.DeliveryId, attempt.Key)));
                await ConvergeAsync(open, couriers, recorded, answered);
                Records.AssertHold(await records.AttemptsAsync(), answered);
                await records.AssertConsistentAsync();
            }

            // Nothing is in the journal but what was sent.
            Assert.Equal(answered.Count, await records.CountAsync("journal where kind = 'attempted'"));
            Assert.True(unanswered > 0, "no kill met a request on its way");
            output.WriteLine(
                $"{Kills} kills, {answered.Count} attempts: {Answer.Tally(answered.Values)}; "
                + $"{unanswered} unanswered, {surprises} of them recorded");
        }
        finally
        {
            api.Dispose();
        }
    }

    /// <summary>The apps repeat what nobody answered: 200 when it was recorded, 201 when it was not; then always the same.</summary>
    private static async Task ConvergeAsync(
        StoredAttempt[] open,
        HttpClient[] couriers,
        Dictionary<(Guid DeliveryId, string Key), RecordedAttempt> recorded,
        Dictionary<StoredAttempt, Answer> answered)
    {
        foreach (var attempt in open)
        {
            var courier = couriers[Load.WorkerOf(attempt)];
            var first = await attempt.PersistAsync(courier);
            Assert.Equal(recorded.ContainsKey((attempt.DeliveryId, attempt.Key)) ? 200 : 201, first.Status);
            var second = await attempt.PersistAsync(courier);
            Assert.Equal((200, true, first.Body), (second.Status, second.Replayed, second.Body));
            answered.Add(attempt, first);
        }
    }

    /// <summary>Couriers who post right and wrong codes until the service goes away.</summary>
    private sealed class Load
    {
        private readonly ConcurrentDictionary<StoredAttempt, Answer?> _sent = new();
        private readonly Task[] _workers;
        private int _answers;

        public Load(HttpClient[] couriers, Issued[] deliveries) => _workers =
            [.. couriers.Select((courier, worker) => Task.Run(() => WorkAsync(courier, worker, deliveries)))];

        /// <summary>A key begins with its worker, so that the same courier repeats it.</summary>
        public static int WorkerOf(StoredAttempt attempt) =>
            int.Parse(attempt.Key.Split('-')[0], System.Globalization.CultureInfo.InvariantCulture);

        public async Task RunUntilAsync(int answers)
        {
            for (var waited = Stopwatch.StartNew(); Volatile.Read(ref _answers) < answers; await Task.Delay(1))
                Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), $"{_answers} answers in {waited.Elapsed}");
        }

        /// <summary>Every attempt that was sent, with its answer; null where there was none.</summary>
        public async Task<IReadOnlyDictionary<StoredAttempt, Answer?>> EndAsync()
        {
            await Task.WhenAll(_workers);
            return _sent;
        }

        private async Task WorkAsync(HttpClient courier, int worker, Issued[] deliveries)
        {
            var isUp = true;
            for (var n = 0; isUp; n++)
            {
                var delivery = deliveries[((n * 5) + worker) % deliveries.Length];
                var code = (n + worker) % 4 == 0 ? delivery.Code! : delivery.WrongCode(n + 1);
                var attempt = StoredAttempt.Of(delivery.Id, code, $"{worker}-{Guid.NewGuid()}");
                _sent[attempt] = null;
                try
                {
                    var answer = await attempt.SendAsync(courier);
                    if (!answer.IsRecorded)
                        continue;
                    _sent[attempt] = answer;
                    Interlocked.Increment(ref _answers);
                }
                catch (HttpRequestException)
                {
                    isUp = false;
                }
            }
        }
    }
}
