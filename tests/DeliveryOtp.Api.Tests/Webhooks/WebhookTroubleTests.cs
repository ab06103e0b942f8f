using System.Net;
using System.Net.Sockets;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Webhooks;

/// <summary>Endpoints that are in trouble cost their retailer's messages time, and nobody else anything.</summary>
public sealed class WebhookTroubleTests(WebhookService hooks) : IClassFixture<WebhookService>
{
    /// <summary>A server whose queue is full does not even refuse: nothing comes back at all.</summary>
    [Fact]
    public async Task A_target_that_drops_packets_is_a_try_that_failed()
    {
        using var deaf = new Socket(SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        deaf.Listen(backlog: 0);
        var port = ((IPEndPoint)deaf.LocalEndPoint!).Port;
        using var queued = await FillAsync(port);

        var told = await hooks.TellAsync();
        await hooks.Service.Database.ScalarAsync<object>(
            $"update deliveryotp.webhook_endpoints set url = 'http://127.0.0.1:{port}/' where id = '{told.Endpoint.Id}'");
        await told.Tenant.IssueAsync();
        await Eventually.AsyncTrue(async () => await hooks.Service.Database.ScalarAsync<long>(
            $"select count(*) from deliveryotp.webhook_lanes where endpoint_id = '{told.Endpoint.Id}' and leased_until is not null") == 1);
        await Task.Delay(300);
        Assert.Empty((await told.LogAsync())[0]!["attempts"]!.AsArray());

        await Eventually.AsyncTrue(async () =>
        {
            hooks.Service.Clock.Advance(TimeSpan.FromSeconds(16));
            return (await told.LogAsync())[0]!["attempts"]!.AsArray() is [{ } failed, ..] && (string?)failed["error"] == "No answer within 15 s.";
        });
        Assert.Equal("pending", (string?)(await told.LogAsync())[0]!["state"]);
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_fails_by_the_schedule_and_a_rotation_repairs_it()
    {
        var told = await hooks.TellAsync();
        await hooks.Service.Database.ScalarAsync<object>(
            $"update deliveryotp.webhook_endpoints set secret_key_id = 'lost' where id = '{told.Endpoint.Id}'");
        await told.Tenant.IssueAsync();
        await Eventually.AsyncTrue(async () => await told.LogAsync() is [{ } message] && message["attempts"]!.AsArray().Count == 1);
        await Task.Delay(1500);
        var waiting = (await told.LogAsync())[0]!;
        Assert.Equal("Its secret can't be read: rotate it.", (string?)Assert.Single(waiting["attempts"]!.AsArray())!["error"]);
        Assert.Equal("pending", (string?)waiting["state"]);
        Assert.Empty(told.Posts);

        await (await told.Tenant.Retailer.PostAsync($"/v1/webhook-endpoints/{told.Endpoint.Id}/secrets", new { })).JsonAsync();
        hooks.Service.Clock.Advance(TimeSpan.FromSeconds(7));
        await told.PostsAsync(1);
        await told.NewestAsync("delivered");
    }

    [Fact]
    public async Task A_retailer_whose_endpoints_all_hang_has_so_many_posts_under_way_and_no_more()
    {
        using var patience = new CancellationTokenSource();
        var hanging = await hooks.TellAsync();
        Registered[] endpoints =
        [
            hanging.Endpoint,
            .. await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => hooks.RegisterAsync(hanging.Tenant))),
        ];
        foreach (var endpoint in endpoints)
            hooks.Receiver.Answers[endpoint.Path] = Receiver.Hang(patience.Token);
        int UnderWay() => endpoints.Sum(endpoint => hooks.Receiver.At(endpoint.Path).Count);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => hanging.Tenant.IssueAsync()));
        await Eventually.AsyncTrue(() => Task.FromResult(UnderWay() >= 32));

        var good = await hooks.TellAsync();
        await good.Tenant.IssueAsync();
        await good.PostsAsync(1, seconds: 5);
        await Task.Delay(1000);
        Assert.Equal(32, UnderWay());
        Assert.All(endpoints, endpoint => Assert.InRange(hooks.Receiver.At(endpoint.Path).Count, 0, 8));
        await patience.CancelAsync();
        await Eventually.AsyncTrue(() => Task.FromResult(UnderWay() == 60));
    }

    [Fact]
    public async Task An_endpoint_that_fails_again_and_again_is_left_alone_for_a_while_and_loses_nothing()
    {
        const int Deliveries = 30;
        var told = await hooks.TellAsync();
        hooks.Receiver.Answers[told.Endpoint.Path] = Receiver.Status(500);
        await Task.WhenAll(Enumerable.Range(0, Deliveries).Select(_ => told.Tenant.IssueAsync()));
        await Eventually.AsyncTrue(() => Task.FromResult(told.Posts.Count >= 10));
        await Task.Delay(1500);
        var before = told.Posts.Count;
        Assert.InRange(before, 10, 18);
        await Task.Delay(1500);
        Assert.Equal(before, told.Posts.Count);
        Assert.InRange(await PostponedAsync(), 0, 20);

        hooks.Receiver.Answers.TryRemove(told.Endpoint.Path, out _);
        await Eventually.AsyncTrue(
            async () =>
            {
                hooks.Service.Clock.Advance(TimeSpan.FromSeconds(31));
                return await hooks.Service.Database.ScalarAsync<long>(
                    $"select count(*) from deliveryotp.webhook_messages where endpoint_id = '{told.Endpoint.Id}' and state = 'delivered'") == Deliveries;
            },
            seconds: 20,
            everyMs: 500);
        Assert.Equal(Deliveries, told.Posts.Select(post => post.Id).Distinct().Count());
    }

    /// <summary>Its endpoint was left alone so long that few posts were made.</summary>
    [Fact]
    public async Task An_old_message_is_given_up_however_few_posts_it_had()
    {
        var told = await hooks.TellAsync();
        hooks.Receiver.Answers[told.Endpoint.Path] = Receiver.Status(500);
        await told.Tenant.IssueAsync();
        await told.PostsAsync(1);
        await told.NewestAsync("pending");
        await hooks.Service.Database.ScalarAsync<object>(
            $"update deliveryotp.webhook_messages set created_at = created_at - interval '87 hours' where endpoint_id = '{told.Endpoint.Id}'");
        hooks.Service.Clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(2, (await told.NewestAsync("failed"))["attempts"]!.AsArray().Count);
    }

    /// <summary>Connects until the kernel answers nobody any more.</summary>
    private static async Task<Connections> FillAsync(int port)
    {
        var connections = new Connections();
        while (true)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            connections.Add(socket);
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(400));
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, soon.Token);
            }
            catch (OperationCanceledException)
            {
                return connections;
            }
        }
    }

    private async Task<long> PostponedAsync()
    {
        using var client = new HttpClient { BaseAddress = hooks.Service.BaseUrl };
        var metrics = await client.GetStringAsync("/metrics");
        return metrics.Split('\n')
            .Where(line => line.StartsWith("deliveryotp_webhook_posts", StringComparison.Ordinal) && line.Contains("result=\"postponed\"", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    private sealed class Connections : List<Socket>, IDisposable
    {
        public void Dispose() => ForEach(socket => socket.Dispose());
    }
}
