using System.Diagnostics;
using DeliveryOtp.Api.Tests.Fixture;
using Npgsql;
using Xunit.Abstractions;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>R18 over two processes: whichever recorded it, whichever the recipient is connected to.</summary>
[Collection(nameof(Races))]
public sealed class LiveReplicasTests(Replicas replicas, ITestOutputHelper output)
{
    private const int Deliveries = 8;
    private const int WatchersOfDelivery = 4;
    private static readonly TimeSpan Rain = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task R18_an_attempt_at_one_replica_is_on_the_stream_of_the_other_within_a_second()
    {
        var couriers = await replicas.CouriersAsync(replicas: 1);
        var issued = await Replicas.IssueAsync(replicas.Tenant);
        using var stream = await LiveReading.OpenAsync(replicas.TenantAt(1, replicas: 2).Recipient(issued));
        await stream.WaitForAsync(1);
        List<TimeSpan> took = [];
        for (var sequence = 2; sequence <= 30; sequence++)
        {
            var sent = Stopwatch.GetTimestamp();
            await Answer.PersistAsync(() => couriers[0].AttemptAsync(issued.Id, issued.WrongCode()));
            took.Add(Stopwatch.GetElapsedTime(sent, (await stream.WaitForAsync(sequence)).At));
        }

        output.WriteLine($"from the request: {took.Order().ElementAt(took.Count / 2).TotalMilliseconds:F0} ms, at most {took.Max().TotalMilliseconds:F0} ms");
        Assert.All(took, one => Assert.InRange(one, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
    }

    /// <summary>Recipients come, go and come back at random moments, to either replica, while attempts rain.</summary>
    [Fact]
    public async Task Nothing_is_lost_or_doubled_however_often_recipients_come_back_while_attempts_rain()
    {
        var couriers = await Task.WhenAll(Enumerable.Range(0, Deliveries).Select(_ => replicas.CouriersAsync(replicas: 2)));
        var deliveries = await replicas.IssueAsync(Deliveries);
        using var rain = new CancellationTokenSource(Rain);
        var attempts = Task.WhenAll(deliveries.Index().Select(pair => AttemptAsync(pair.Item, couriers[pair.Index], rain.Token)));
        var watchers = deliveries.SelectMany(issued => Enumerable.Range(0, WatchersOfDelivery).Select(n => new Watcher(replicas, issued, n))).ToArray();
        var watching = Task.WhenAll(watchers.Select(watcher => watcher.WatchAsync(rain.Token)));
        await attempts;
        await watching;

        foreach (var watcher in watchers)
        {
            var recorded = await SequencesAsync(watcher.Issued);
            await watcher.CompleteAsync(recorded[^1]);
            Assert.Equal(recorded, watcher.Seen);
        }

        output.WriteLine($"{await replicas.Database.ScalarAsync<long>("select count(*) from deliveryotp.journal")} entries, {watchers.Sum(watcher => watcher.Connects)} connects");
        await replicas.Records.AssertConsistentAsync();
    }

    private static async Task AttemptAsync(Issued issued, Couriers couriers, CancellationToken rain)
    {
        for (var n = 0; !rain.IsCancellationRequested; n++)
        {
            var (attempt, courier) = (StoredAttempt.Of(issued.Id, issued.WrongCode(n + 1)), couriers[n]);
            await attempt.PersistAsync(courier);
        }
    }

    private async Task<int[]> SequencesAsync(Issued issued)
    {
        await using var source = NpgsqlDataSource.Create(replicas.Database.Superuser + ";Pooling=false");
        await using var command = source.CreateCommand(
            $"select array_agg(sequence order by sequence) from deliveryotp.journal where delivery_id = '{issued.Id}' and kind not in ('viewed', 'signal_raised')");
        return (int[])(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A recipient with a bad connection, and everything that came through it.</summary>
    private sealed class Watcher(Replicas replicas, Issued issued, int number)
    {
        private const int LongestVisitMs = 700;

        private readonly Random _random = new(number);
        private readonly List<int> _seen = [];

        public Issued Issued => issued;

        public IReadOnlyList<int> Seen => _seen;

        public int Connects { get; private set; }

        public async Task WatchAsync(CancellationToken rain)
        {
            while (!rain.IsCancellationRequested)
            {
                using var stream = await OpenAsync();
                await Task.WhenAny(stream.End, Task.Delay(_random.Next(LongestVisitMs), default));
                _seen.AddRange(stream.Ids);
            }
        }

        public async Task CompleteAsync(int last)
        {
            while (_seen.LastOrDefault() < last)
            {
                using var stream = await OpenAsync();
                await Task.WhenAny(stream.End, stream.WaitForAsync(last, seconds: 20));
                _seen.AddRange(stream.Ids);
            }
        }

        /// <summary>The first time from the beginning, then from what it has.</summary>
        private async Task<LiveReading> OpenAsync()
        {
            for (var patience = Stopwatch.StartNew(); ; await Task.Delay(200))
            {
                var recipient = replicas.TenantAt(number + Connects++, replicas: 2).Recipient(issued);
                var stream = await LiveReading.TryOpenAsync(recipient, after: _seen.LastOrDefault());
                if (stream is not null)
                    return stream;

                // The place of a stream that was left is free a moment later.
                Assert.True(patience.Elapsed < TimeSpan.FromSeconds(20), "no stream for 20 s");
            }
        }
    }
}
