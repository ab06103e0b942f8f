using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>
/// Gives each committed entry of the journal the next position, so that all readers follow one order. One replica works at a time, by a
/// lease; an entry that is committed late is simply taken later.
/// </summary>
internal sealed partial class Sequencer(JournalFeed feed, JournalBell bell, ILogger<Sequencer> logger) : BackgroundService
{
    public const string Name = "sequencer";

    private const int BatchSize = 2_000;

    /// <summary>How long it waits for the bell before it looks by itself: other replicas commit as well.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Batches that follow each other at once would be small: a transaction costs about as much for one entry as for many.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    private readonly JournalLease _lease = new(feed.Database, Name, JournalStart.Beginning);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _lease.RunAsync(WorkAsync, LogFailure, stoppingToken);

    /// <summary>Returns when the lease is somebody else's.</summary>
    private async Task WorkAsync(long position, CancellationToken cancel)
    {
        var outbox = new UnsequencedEntries(feed.Database);
        while (true)
        {
            var committed = bell.Next;
            var waiting = await outbox.ReadAsync(BatchSize, cancel);
            if (waiting.Count == 0)
            {
                if (!await _lease.KeepAsync(position, cancel))
                    return;
                await committed.OrAfterAsync(Poll, cancel);
                continue;
            }

            await GiveAsync(waiting, position, cancel);
            position += waiting.Count;
            feed.Ordered.Ring();
            if (waiting.Count < BatchSize)
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

    [LoggerMessage(EventName = "sequencer_failed", Level = LogLevel.Error, Message = "The journal's entries could not be given their positions; it will be tried again")]
    private partial void LogFailure(Exception failure);
}
