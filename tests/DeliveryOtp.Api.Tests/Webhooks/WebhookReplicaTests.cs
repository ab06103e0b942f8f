using System.Collections.Concurrent;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Safety;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Webhooks;

/// <summary>Two processes post from one outbox.</summary>
[Collection(nameof(Races))]
public sealed class WebhookReplicaTests : IAsyncLifetime
{
    private readonly List<ApiProcess> _processes = [];
    private TestDatabase _database = null!;
    private Receiver _receiver = null!;
    private Tenant _tenant = null!;

    public async Task InitializeAsync()
    {
        _receiver = await Receiver.StartAsync();
        _database = await (await TestCluster.SharedAsync()).CreateDatabaseAsync();
        _processes.AddRange(await Task.WhenAll(StartAsync(), StartAsync()));
        _tenant = await Tenant.CreateAsync(_processes[0].BaseUrl, Service.AdminKey);
    }

    public async Task DisposeAsync()
    {
        _processes.ForEach(process => process.Dispose());
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Each_event_is_posted_once_and_in_the_order_of_its_delivery()
    {
        const int Deliveries = 12;
        const int Renewals = 4;
        await RegisterAsync("/all");
        var (count, failed) = (0, new ConcurrentDictionary<string, bool>(StringComparer.Ordinal));
        _receiver.Answers["/all"] = async context =>
        {
            // One in seven fails, once; and some take a while.
            var n = Interlocked.Increment(ref count);
            await Task.Delay(n * 13 % 40);
            if (n % 7 == 0 && failed.TryAdd(context.Request.Headers["webhook-id"].ToString(), value: true))
                context.Response.StatusCode = 500;
        };
        var replicas = new[] { _tenant, _tenant.At(_processes[1].BaseUrl) };
        await Parallel.ForEachAsync(Enumerable.Range(0, Deliveries), async (n, _) =>
        {
            var issued = await replicas[n % 2].IssueAsync();
            for (var renewal = 0; renewal < Renewals; renewal++)
                await (await replicas[(n + renewal) % 2].Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", new { })).JsonAsync();
        });
        Post[] Last() => [.. _receiver.At("/all").GroupBy(post => post.Id).Select(times => times.Last())];
        await Eventually.AsyncTrue(() => Task.FromResult(Last().Length == Deliveries * (1 + Renewals)), seconds: 60);
        await Eventually.AsyncTrue(async () => await _database.ScalarAsync<long>("select count(*) from deliveryotp.webhook_lanes") == 0, seconds: 60);

        Assert.Equal(
            _receiver.At("/all").Count,
            await _database.ScalarAsync<long>("select count(*) from deliveryotp.webhook_posts"));
        Assert.Equal(
            Deliveries * (1 + Renewals),
            await _database.ScalarAsync<long>("select count(*) from deliveryotp.webhook_posts where status = 204"));
        foreach (var posts in _receiver.At("/all").GroupBy(post => post.DeliveryId))
        {
            var sequences = posts.Select(post => (int)post.Data["sequence"]!).ToArray();
            Assert.Equal(sequences.Order(), sequences);
        }
    }

    /// <summary>Its lease is made to lapse here; by itself it does after a minute.</summary>
    [Fact]
    public async Task What_a_killed_process_was_posting_is_posted_by_the_other_one_with_the_same_id()
    {
        await RegisterAsync("/hang");
        using var hang = new CancellationTokenSource();
        _receiver.Answers["/hang"] = Receiver.Hang(hang.Token);
        var issued = await _tenant.IssueAsync();
        await Eventually.AsyncTrue(() => Task.FromResult(_receiver.At("/hang").Count == 1));
        foreach (var process in _processes)
            process.Kill();
        _receiver.Answers.TryRemove("/hang", out _);
        await hang.CancelAsync();
        await using var superuser = NpgsqlDataSource.Create(_database.Superuser);
        await using (var lapse = superuser.CreateCommand("update deliveryotp.webhook_lanes set leased_until = now()"))
            Assert.Equal(1, await lapse.ExecuteNonQueryAsync());

        _processes.Add(await StartAsync());
        await Eventually.AsyncTrue(() => Task.FromResult(_receiver.At("/hang").Count == 2));
        Assert.Equal(2, _receiver.At("/hang").Count(post => post.DeliveryId == issued.Id));
        Assert.Single(_receiver.At("/hang").Select(post => post.Id).Distinct());
    }

    /// <summary>Otherwise the endpoint would get again what it has already.</summary>
    [Fact]
    public async Task What_is_being_posted_when_a_process_stops_is_posted_to_its_end_and_noted()
    {
        await RegisterAsync("/slow");
        _receiver.Answers["/slow"] = _ => Task.Delay(1500);
        _processes[1].Kill();
        await _tenant.IssueAsync();
        await Eventually.AsyncTrue(() => Task.FromResult(_receiver.At("/slow").Count == 1));
        Assert.InRange(await _processes[0].StopAsync(), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(6));
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from deliveryotp.webhook_posts where status = 204"));
        Assert.Equal(0, await _database.ScalarAsync<long>("select count(*) from deliveryotp.webhook_lanes"));
        Assert.Single(_receiver.At("/slow"));
    }

    private Task<ApiProcess> StartAsync() => ApiProcess.StartAsync(
        _database,
        variables: new Dictionary<string, string>(StringComparer.Ordinal) { ["DeliveryOtp__Webhooks__AllowPrivateTargets"] = "true" });

    private async Task RegisterAsync(string path) =>
        await (await _tenant.Retailer.PostAsync("/v1/webhook-endpoints", new { url = _receiver.UrlOf(path) })).JsonAsync();
}
