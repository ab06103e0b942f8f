using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using DeliveryOtp.Api.Tests.Fixture;
using Npgsql;
using Xunit.Abstractions;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>
/// Two processes write, every transaction of theirs sleeps a while and some abort, and the reader and the sequencer are killed again and again:
/// it gets every entry, in the order of its delivery, and twice only what was in the batch that it was killed in.
/// It is larger with <c>DELIVERYOTP_FULL=1</c>, or as large as DELIVERYOTP_JOURNAL_ENTRIES says.
/// </summary>
[Collection(nameof(Races))]
public sealed class JournalChaosTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Deliveries = 40;

    /// <summary>One in fifty transactions aborts as if two had met; the others take up to 4 ms longer.</summary>
    private const string ChaosSql =
        """
        create function deliveryotp.chaos() returns trigger language plpgsql as $$
        begin
            perform pg_sleep(random() * 0.004);
            if random() < 0.02 then
                raise exception 'chaos' using errcode = '40001';
            end if;
            return null;
        end $$;
        grant execute on function deliveryotp.chaos() to public;
        create trigger chaos after insert on deliveryotp.journal for each statement execute function deliveryotp.chaos();
        """;

    private static readonly int Entries = Environment.GetEnvironmentVariable("DELIVERYOTP_JOURNAL_ENTRIES") is { } entries
        ? int.Parse(entries, CultureInfo.InvariantCulture)
        : FullSize.Or(1000, full: 1500);

    private readonly Replicas _replicas = new();
    private readonly ConcurrentQueue<MortalReader.Seen> _seen = new();

    public Task InitializeAsync() => _replicas.InitializeAsync();

    public Task DisposeAsync() => _replicas.DisposeAsync();

    [Fact]
    public async Task Every_entry_is_read_in_order_and_twice_only_where_a_reader_was_killed()
    {
        var deliveries = await _replicas.IssueAsync(Deliveries);
        await using var superuser = NpgsqlDataSource.Create(_replicas.Database.Superuser + ";Pooling=false");
        await using (var chaos = superuser.CreateCommand(ChaosSql))
            await chaos.ExecuteNonQueryAsync();

        using var written = new CancellationTokenSource();
        var reading = ReadAndDieAsync(superuser, written.Token);
        var aborted = await WriteAsync(deliveries);
        await written.CancelAsync();
        var lives = await reading;

        var stored = await StoredAsync(superuser);
        var first = _seen.GroupBy(seen => (seen.Delivery, seen.Sequence)).ToDictionary(group => group.Key, group => group.ToArray());
        Assert.Equal(stored.Values.Sum(), first.Count);
        foreach (var (delivery, last) in stored)
        {
            var order = _seen.Where(seen => seen.Delivery == delivery).Select(seen => seen.Sequence).Distinct();
            Assert.Equal(Enumerable.Range(1, last), order);
        }

        var lastBatch = _seen.GroupBy(seen => seen.Life).ToDictionary(life => life.Key, life => life.Max(seen => seen.Batch));
        var doubled = first.Values.Where(times => times.Length > 1).ToArray();
        Assert.All(doubled, times => Assert.All(times[..^1], seen => Assert.Equal(lastBatch[seen.Life], seen.Batch)));
        await using (var calm = superuser.CreateCommand("drop trigger chaos on deliveryotp.journal"))
            await calm.ExecuteNonQueryAsync();
        await _replicas.Records.AssertConsistentAsync();
        output.WriteLine($"{stored.Values.Sum()} entries, {aborted} answers of aborted transactions, {lives} lives of the reader, {doubled.Length} entries read twice");
        Assert.True(lives > 3);
        Assert.True(aborted > 0 || Entries < 1000);
    }

    /// <summary>Looks by support, each of which is an entry; those that met an abort are sent again.</summary>
    private async Task<int> WriteAsync(Issued[] deliveries)
    {
        var aborted = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Entries), new ParallelOptions { MaxDegreeOfParallelism = 24 }, async (n, cancel) =>
        {
            while (true)
            {
                var response = await _replicas.TenantAt(n, replicas: 2).Support.GetAsync($"/v1/deliveries/{deliveries[n % Deliveries].Id}", cancel);
                if (response.StatusCode == HttpStatusCode.OK)
                    return;
                Interlocked.Increment(ref aborted);
            }
        });
        return aborted;
    }

    private async Task<int> ReadAndDieAsync(NpgsqlDataSource superuser, CancellationToken written)
    {
        var name = $"mortal {Guid.NewGuid()}";
        for (var life = 1; ; life++)
        {
            using var reader = new MortalReader(name, _replicas.Database.Service, _seen, life);
            await reader.StartAsync();
            if (!written.IsCancellationRequested)
            {
                await Task.Delay(300 + (life * 97 % 700), CancellationToken.None);
                await reader.KillAsync(superuser);
                await KillSequencerAsync(superuser);
                continue;
            }

            var count = 0;
            var all = (await StoredAsync(superuser)).Values.Sum();
            await Eventually.AsyncTrue(
                () =>
                {
                    count = _seen.Select(seen => (seen.Delivery, seen.Sequence)).Distinct().Count();
                    return Task.FromResult(count >= all);
                },
                seconds: 30,
                everyMs: 500);
            return life;
        }
    }

    /// <summary>Whoever gives the positions is cut off where it is, and another one has the lease, or nobody for a while.</summary>
    private static async Task KillSequencerAsync(NpgsqlDataSource superuser)
    {
        await using var kill = superuser.CreateCommand(
            """
            select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'deliveryotp readers' and datname = current_database();
            update deliveryotp.journal_readers set holder = gen_random_uuid(), held_until = now() + interval '200 ms' where name = 'sequencer'
            """);
        await kill.ExecuteNonQueryAsync();
    }

    private static async Task<Dictionary<Guid, int>> StoredAsync(NpgsqlDataSource superuser)
    {
        await using var command = superuser.CreateCommand("select delivery_id, max(sequence) from deliveryotp.journal group by 1 having count(*) = max(sequence)");
        await using var row = await command.ExecuteReaderAsync();
        var stored = new Dictionary<Guid, int>();
        while (await row.ReadAsync())
            stored[row.GetGuid(0)] = row.GetInt32(1);
        return stored;
    }
}
