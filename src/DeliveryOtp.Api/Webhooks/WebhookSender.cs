using System.Collections.Concurrent;
using DeliveryOtp.Api.Persistence;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>
/// Posts what waits in the outbox: for each endpoint the messages about one delivery one after another, those about others
/// side by side. Any number of replicas do so.
/// </summary>
internal sealed partial class WebhookSender(
    DueWebhooks queue,
    WebhookOutbox outbox,
    WebhookPosting posting,
    WebhookBell bell,
    TimeProvider time,
    ILogger<WebhookSender> logger) : BackgroundService
{
    /// <summary>An endpoint that hangs holds up so many posts, and nobody else's.</summary>
    internal const int EndpointConcurrency = 8;

    /// <summary>Nor does a retailer with many that hang.</summary>
    private const int RetailerConcurrency = 32;

    private const int Concurrency = 128;
    private const int PurgeBatchSize = 1000;

    /// <summary>Longer than the longest post.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>For so long the log tells what was sent.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>How long a stop waits for posts under way: an endpoint that has one already would get it again.</summary>
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, int> _busy = new();

    /// <summary>Endpoints that fail again and again, and until when they are left alone.</summary>
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _resting = new();
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();
    private DateTimeOffset _tidied;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hurry = new CancellationTokenSource();
        await using var stop = stoppingToken.Register(() => hurry.CancelAfter(ShutdownGrace));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TidyAsync(stoppingToken);
                if (await StartAsync(Concurrency - _underWay.Count, hurry.Token, stoppingToken) == 0)
                    await bell.WaitAsync(Poll, stoppingToken);
            }
            catch (Exception exception)
            {
                if (stoppingToken.IsCancellationRequested)
                    break;
                LogFailure(exception);
                await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(_underWay.Keys);
    }

    private async Task<int> StartAsync(int most, CancellationToken hurry, CancellationToken stop)
    {
        if (most <= 0)
            return 0;
        var now = time.Now();
        foreach (var rested in _resting.Where(endpoint => endpoint.Value <= now))
            _resting.TryRemove(rested);
        var due = await queue.ClaimAsync(
            [.. _busy],
            [.. _resting.Keys],
            new WebhookShare(EndpointConcurrency, RetailerConcurrency, most),
            now,
            Lease,
            stop);
        foreach (var webhook in due)
        {
            _busy.AddOrUpdate(webhook.Lane.EndpointId, 1, (_, count) => count + 1);
            var post = PostAsync(webhook, hurry);
            _underWay[post] = 0;
            _ = post.ContinueWith(done => _underWay.TryRemove(done, out _), TaskScheduler.Default);
        }

        return due.Count;
    }

    private async Task PostAsync(DueWebhook due, CancellationToken cancel)
    {
        try
        {
            if (await posting.PostAsync(due, cancel) == WebhookResult.Postponed)
                _resting[due.Lane.EndpointId] = time.Now() + WebhookPosting.Break;
        }
        catch (Exception exception)
        {
            // Its lease will lapse, and somebody takes it up again.
            LogLost(exception, due.Lane.EndpointId);
        }
        finally
        {
            if (_busy.AddOrUpdate(due.Lane.EndpointId, 0, (_, count) => count - 1) == 0)
                _busy.TryRemove(KeyValuePair.Create(due.Lane.EndpointId, 0));
            bell.Ring();
        }
    }

    private async Task TidyAsync(CancellationToken cancel)
    {
        var now = time.Now();
        if (now - _tidied < TimeSpan.FromMinutes(1))
            return;
        if (await outbox.ForgetAsync(now - Retention, PurgeBatchSize, cancel) < PurgeBatchSize)
            _tidied = now;
    }

    [LoggerMessage(EventName = "webhooks_unread", Level = LogLevel.Warning, Message = "The outbox of webhooks could not be read, and will be read again")]
    private partial void LogFailure(Exception failure);

    [LoggerMessage(EventName = "webhook_unnoted", Level = LogLevel.Warning, Message = "A post to webhook endpoint {EndpointId} could not be noted, and will be repeated")]
    private partial void LogLost(Exception failure, Guid endpointId);
}
