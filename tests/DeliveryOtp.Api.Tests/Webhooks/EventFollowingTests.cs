using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Safety;
using Npgsql;
using Xunit.Abstractions;

namespace DeliveryOtp.Api.Tests.Webhooks;

/// <summary>
/// Two processes write, their transactions take turns in no order, and one reader follows <c>GET /v1/events</c> at both: no event is missing,
/// none comes twice, and those of a delivery are in order. 100,000 entries with <c>DELIVERYOTP_FULL=1</c>.
/// </summary>
[Collection(nameof(Races))]
public sealed class EventFollowingTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Deliveries = 100;
    private const int Couriers = 16;
    private const int PageSize = 200;

    /// <summary>Each transaction takes up to 4 ms longer: what began first is often committed last.</summary>
    private const string DelaySql =
        """
        create function deliveryotp.delay() returns trigger language plpgsql as $$
        begin
            perform pg_sleep(random() * 0.004);
            return null;
        end $$;
        grant execute on function deliveryotp.delay() to public;
        create trigger delay after insert on deliveryotp.journal for each statement execute function deliveryotp.delay();
        """;

    private static readonly int Entries = FullSize.Or(usual: 4_000, full: 100_000);

    private readonly Replicas _replicas = new();
    private readonly List<(string Id, Guid Delivery, int Sequence)> _seen = [];
    private int _pages;

    public Task InitializeAsync() => _replicas.InitializeAsync();

    public Task DisposeAsync() => _replicas.DisposeAsync();

    [Fact]
    public async Task A_reader_gets_every_event_once_and_in_the_order_of_its_delivery_while_two_processes_write()
    {
        var deliveries = await _replicas.IssueAsync(Deliveries);
        await _replicas.Database.ScalarAsync<object>(DelaySql);

        using var written = new CancellationTokenSource();
        var reading = FollowAsync(written.Token);
        var started = Stopwatch.GetTimestamp();
        await WriteAsync(deliveries);
        var writing = Stopwatch.GetElapsedTime(started);
        await written.CancelAsync();
        await reading;

        var told = await ToldAsync();
        Assert.True(told.Count >= Entries + Deliveries, $"{told.Count} entries");
        Assert.Equal(_seen.Count, _seen.Select(seen => seen.Id).Distinct(StringComparer.Ordinal).Count());
        foreach (var seen in _seen.GroupBy(seen => seen.Delivery))
            Assert.Equal(told.Where(entry => entry.Delivery == seen.Key).Select(entry => entry.Sequence).Order(), seen.Select(one => one.Sequence).Distinct());
        Assert.Equal(told.Count, _seen.Select(seen => (seen.Delivery, seen.Sequence)).Distinct().Count());
        output.WriteLine($"{told.Count} entries written in {writing.TotalSeconds:F1} s, {_seen.Count} events read in {_pages} pages, the last {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s after the first write");
    }

    /// <summary>Attempts whose code is none: each is an entry, and none ends its delivery.</summary>
    private async Task WriteAsync(Issued[] deliveries)
    {
        var couriers = await Task.WhenAll(Enumerable.Range(0, Couriers).Select(n => ClientAsync(n)));
        var n = -1;
        await Task.WhenAll(couriers.SelectMany(courier => Enumerable.Repeat(courier, 2)).Select(courier => Task.Run(async () =>
        {
            for (var next = Interlocked.Increment(ref n); next < Entries; next = Interlocked.Increment(ref n))
            {
                var body = HttpExtensions.AttemptBody("none", TimeProvider.System.GetUtcNow());
                using var answer = await CalmlyAsync(() => courier.PostAsync($"/v1/deliveries/{deliveries[next % Deliveries].Id}/attempts", body, $"{next}"));
                Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
            }
        })));
        foreach (var courier in couriers)
            courier.Dispose();
    }

    /// <summary>A crowded machine makes the service say "later" to the one or other: the same request is sent again.</summary>
    private static async Task<HttpResponseMessage> CalmlyAsync(Func<Task<HttpResponseMessage>> send)
    {
        while (true)
        {
            var answer = await send();
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                return answer;
            answer.Dispose();
            await Task.Delay(200);
        }
    }

    /// <summary>One courier's app, at one of the replicas; it holds no answer against the document, which takes longer than the answer.</summary>
    private async Task<HttpClient> ClientAsync(int n)
    {
        var tenant = _replicas.TenantAt(n, replicas: 2);
        using var app = await tenant.CourierAsync($"crr-{n}");
        return Plain(tenant, app.DefaultRequestHeaders.Authorization!.Parameter!);
    }

    private static HttpClient Plain(Tenant tenant, string credential) => new()
    {
        Timeout = TimeSpan.FromMinutes(2),
        BaseAddress = tenant.BaseUrl,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", credential) },
    };

    /// <summary>At the two in turn: a cursor is good at any of them.</summary>
    private async Task FollowAsync(CancellationToken written)
    {
        HttpClient[] replicas = [.. Enumerable.Range(0, 2).Select(n => _replicas.TenantAt(n, replicas: 2)).Select(tenant => Plain(tenant, tenant.RetailerKey))];
        for (var (query, isLast) = ($"?limit={PageSize}", false); !isLast; _pages++)
        {
            // The last entries get their positions a little after they were written.
            var isComplete = written.IsCancellationRequested
                && !await _replicas.Database.ScalarAsync<bool>("select exists (select from deliveryotp.journal_unsequenced)");
            var (replica, path) = (replicas[_pages % 2], $"/v1/events{query}");
            using var answer = await CalmlyAsync(() => replica.GetAsync(path, CancellationToken.None));
            var page = await answer.JsonAsync();
            foreach (var item in page["data"]!.AsArray())
                _seen.Add((item!["webhook_id"]!.GetValue<string>(), item["body"]!["data"]!["delivery_id"]!.GetValue<Guid>(), item["body"]!["data"]!["sequence"]!.GetValue<int>()));
            query = $"?limit={PageSize}&after={page.Text("next_cursor")}";
            var caughtUp = (bool)page["caught_up"]!;
            isLast = isComplete && caughtUp;
            if (caughtUp)
                await Task.Delay(5, CancellationToken.None);
        }

        foreach (var replica in replicas)
            replica.Dispose();
    }

    /// <summary>Every entry that retailers are told of.</summary>
    private async Task<List<(Guid Delivery, int Sequence)>> ToldAsync()
    {
        await using var superuser = NpgsqlDataSource.Create(_replicas.Database.Superuser + ";Pooling=false");
        await using var command = superuser.CreateCommand(
            "select delivery_id, sequence from deliveryotp.journal where kind in ('issued', 'attempted', 'session_closed', 'expired') or review_total is not null");
        await using var row = await command.ExecuteReaderAsync();
        List<(Guid, int)> told = [];
        while (await row.ReadAsync())
            told.Add((row.GetGuid(0), row.GetInt32(1)));
        return told;
    }
}
