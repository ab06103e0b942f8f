using System.Diagnostics;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>
/// Gives each committed entry of the journal the next position, so that all readers follow one order. One replica works at a time, by a
/// lease; an entry that is committed late is simply taken later.
/// </summary>
internal sealed partial class Sequencer(JournalFeed feed, JournalBell bell, ILogger<Sequencer> logger) : BackgroundService
{
    public const string Name = "sequencer";

    private const int LargestBatch = 2_000;

    /// <summary>How long it waits for the bell before it looks by itself: other replicas commit as well.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Batches that follow each other at once would be small: a transaction costs about as much for one entry as for many.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    /// <summary>How long it stands by before it asks again whether it may work; also after a failure.</summary>
    private static readonly TimeSpan StandBy = TimeSpan.FromSeconds(1);

    private readonly JournalLease _lease = new(feed.Database, Name, JournalStart.Beginning);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await _lease.TakeAsync(stoppingToken) is { } position)
                    await WorkAsync(position, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                LogFailure(exception);
            }

            await Task.Delay(StandBy, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _lease.ReleaseAsync();
    }

    /// <summary>Returns when the lease is somebody else's.</summary>
    private async Task WorkAsync(long position, CancellationToken cancel)
    {
        var outbox = new UnsequencedEntries(feed.Database);
        var renewed = Stopwatch.GetTimestamp();
        while (true)
        {
            var committed = bell.Next;
            var looked = Stopwatch.GetTimestamp();
            var waiting = await outbox.ReadAsync(LargestBatch, cancel);
            if (waiting.Count > 0)
            {
                await GiveAsync(waiting, position, cancel);
                position += waiting.Count;
                renewed = looked;
                feed.Ordered.Ring();
            }
            else if (Stopwatch.GetElapsedTime(renewed) > JournalLease.RenewEvery)
            {
                if (await _lease.TakeAsync(cancel) != position)
                    return;
                renewed = looked;
            }

            if (waiting.Count == 0)
                await committed.OrAfterAsync(Poll, cancel);
            else if (waiting.Count < LargestBatch)
                await Task.Delay(Pace, cancel);
        }
    }

    private async Task GiveAsync(IReadOnlyList<UnsequencedEntry> waiting, long position, CancellationToken cancel)
    {
        await using var connection = await feed.Database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                _lease.MoveCommand(position, position + waiting.Count),
                UnsequencedEntries.OrderCommand(waiting, position),
                UnsequencedEntries.RemoveCommand(waiting),
            },
        };
        await batch.ExecuteNonQueryAsync(cancel);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal's entries could not be given their positions; it will be tried again")]
    private partial void LogFailure(Exception failure);
}
