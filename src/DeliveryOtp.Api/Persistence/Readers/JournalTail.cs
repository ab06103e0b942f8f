using System.Threading.Channels;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>
/// Gives out what is recorded, as it is recorded, to whoever watches a delivery through this replica. Unlike a
/// <see cref="JournalReader"/> it keeps no place and takes no turns: every replica reads for its own watchers, and only
/// while there are any.
/// </summary>
/// <remarks>
/// Subscribe first, then read the past from the table, then take what comes and is newer: nothing is missing in between.
/// When the database is lost, all subscriptions end: a server that took over may give positions twice that the lost one had given.
/// </remarks>
public sealed partial class JournalTail(JournalFeed feed, ILogger<JournalTail> logger) : BackgroundService
{
    /// <summary>How long it waits for the bell before it looks by itself: another replica may be giving the positions.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private const int BatchSize = 500;

    /// <summary>How long it waits after a failure.</summary>
    private static readonly TimeSpan StandBy = TimeSpan.FromSeconds(1);

    /// <summary>How long a subscriber waits for it to begin.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(3);

    private readonly TailSubscribers _subscribers = new();
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Everything that is committed to the delivery's journal once this has returned; and perhaps a little of before.</summary>
    /// <exception cref="TimeoutException">The database is away.</exception>
    /// <exception cref="NpgsqlException">Likewise.</exception>
    public async Task<TailSubscription> SubscribeAsync(DeliveryId delivery, CancellationToken cancel)
    {
        var (subscription, following) = _subscribers.Add(delivery);
        try
        {
            _wanted.Writer.TryWrite(true);
            await following.WaitAsync(LongestStart, cancel);
            return subscription;
        }
        catch
        {
            subscription.Dispose();
            throw;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var _ in _wanted.Reader.ReadAllAsync(stoppingToken))
                await FollowOrFailAsync(stoppingToken);
        }
        finally
        {
            _subscribers.EndAll(new IOException("The service stops."));
        }
    }

    private async Task FollowOrFailAsync(CancellationToken cancel)
    {
        try
        {
            if (!_subscribers.TryRest())
                await FollowAsync(cancel);
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            LogFailure(exception);
            _subscribers.EndAll(exception);
            await Task.Delay(StandBy, cancel);
        }
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        var position = await feed.EndAsync(cancel);
        _subscribers.SetFollowing();
        while (!_subscribers.TryRest())
        {
            var ordered = feed.Ordered.Next;
            var entries = await feed.ReadAsync(position, BatchSize, cancel);
            foreach (var entry in entries.Where(entry => _subscribers.Want(entry.DeliveryId)))
                _subscribers.Give(entry.DeliveryId, EntryExcerpt.Of(entry));
            if (entries.Count > 0)
                position = entries[^1].Position + 1;
            else
                await ordered.OrAfterAsync(Poll, cancel);
        }
    }

    [LoggerMessage(EventName = "tail_failed", Level = LogLevel.Warning, Message = "The journal can't be followed; whoever watches a delivery has to come back")]
    private partial void LogFailure(Exception exception);
}
