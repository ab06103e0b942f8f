using System.Diagnostics;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>
/// Follows the journal under a name, from a position of its own in the database: every entry, in the one order, at least once; exactly once
/// where the handler moves the position in the transaction of its effects. Any number of replicas may run it; one of them works, by a
/// lease, the others stand by.
/// </summary>
/// <remarks>
/// Nothing may keep the others waiting. An entry that a handler fails on again and again, though the database is there, is set aside with an
/// alarm. A batch that takes too long is halved; if a single entry does, its delivery is put off with an alarm and tried again later.
/// </remarks>
public abstract partial class JournalReader(string name, JournalStart start, JournalFeed feed, ILogger logger)
    : BackgroundService
{
    private const int BatchSize = 500;

    /// <summary>How often an entry that fails by itself is tried before it is set aside.</summary>
    private const int MaxTries = 3;

    /// <summary>
    /// It looks no more often than that as long as it keeps up: what came in between is one batch, whose transaction costs
    /// about as much as that of a single entry. Recipients' pages don't wait for it (<see cref="JournalTail"/>).
    /// </summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>How long it waits for the bell before it looks by itself.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    private readonly JournalLease _lease = new(feed.Database, name, start);
    private readonly SetAsideEntries _setAside = new(feed.Database, name);

    /// <summary>Entries of a batch that failed: so many are left of it.</summary>
    private int _suspects;

    /// <summary>How many of them are handled at once.</summary>
    private int _limit = BatchSize;

    /// <summary>How often the entry at the present position has failed by itself.</summary>
    private int _failures;

    /// <summary>Where it worked last.</summary>
    private long _at;

    /// <summary>Under which it keeps its position.</summary>
    public string Name => name;

    /// <summary>Where the journal is.</summary>
    protected NpgsqlDataSource Database => feed.Database;

    /// <summary>Deals with a batch, and commits <see cref="JournalBatch.Moved"/> with whatever it writes.</summary>
    protected abstract Task HandleAsync(JournalBatch batch, CancellationToken cancel);

    /// <summary>Commits commands in one transaction, for readers whose effects need no more than that.</summary>
    protected async Task CommitAsync(IReadOnlyList<NpgsqlBatchCommand> commands, CancellationToken cancel)
    {
        await using var connection = await Database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _lease.RunAsync(FollowAsync, failure => LogFailure(failure, name), stoppingToken);

    /// <summary>Returns when the lease is somebody else's.</summary>
    private async Task FollowAsync(long position, CancellationToken cancel)
    {
        if (position != _at)
            _failures = 0;
        await _setAside.BeginAsync(cancel);
        while (true)
        {
            var ordered = feed.Ordered.Next;
            var looked = Stopwatch.GetTimestamp();
            await RetryAsync(position, cancel);
            var entries = await feed.ReadAsync(position, _suspects > 0 ? _limit : BatchSize, cancel);
            if (entries.Count == 0)
            {
                if (!await _lease.KeepAsync(position, cancel))
                    return;
                await ordered.OrAfterAsync(Poll, cancel);
                continue;
            }

            _at = position;
            var next = entries[^1].Position + 1;
            await HandleOrSetAsideAsync(entries, position, next, cancel);
            position = next;
            _suspects = Math.Max(0, _suspects - entries.Count);
            _failures = 0;
            var rest = Pace - Stopwatch.GetElapsedTime(looked);
            if (entries.Count < BatchSize && _suspects == 0 && rest > TimeSpan.Zero)
                await Task.Delay(rest, cancel);
        }
    }

    /// <exception cref="Exception">The batch has to be tried again: from the same position, after a while.</exception>
    private async Task HandleOrSetAsideAsync(IReadOnlyList<StoredEntry> entries, long from, long to, CancellationToken cancel)
    {
        try
        {
            var now = await _setAside.WithoutPutOffAsync(entries, cancel);
            await HandleAsync(new JournalBatch(now, _lease.MoveCommand(from, to)), cancel);
        }
        catch (Exception exception) when (BatchFailure.Of(exception) is { } failure)
        {
            if (entries is not [var entry])
            {
                _suspects = entries.Count;
                _limit = failure == BatchFailureKind.OutOfTime ? entries.Count / 2 : 1;
                throw;
            }

            (_suspects, _limit) = (Math.Max(1, _suspects), 1);
            if (++_failures < MaxTries)
                throw;
            await CommitAsync([_setAside.AddCommand(entry, exception, failure == BatchFailureKind.OutOfTime), _lease.MoveCommand(from, to)], cancel);
            if (failure == BatchFailureKind.OutOfTime)
                LogPutOff(exception, name, entry.DeliveryId.Value, entry.Sequence);
            else
                LogSetAside(exception, name, entry.Sequence, entry.DeliveryId.Value);
            await _setAside.BeginAsync(cancel);
        }
    }

    /// <summary>Tries deliveries that were put off, each in the order of its entries.</summary>
    private async Task RetryAsync(long position, CancellationToken cancel)
    {
        foreach (var delivery in await _setAside.DueAsync(position, cancel))
        {
            try
            {
                foreach (var entry in delivery)
                    await HandleAsync(new JournalBatch([entry], _setAside.DoneCommand(entry, _lease.MoveCommand(position, position))), cancel);
                await _setAside.BeginAsync(cancel);
            }
            catch (Exception exception) when (BatchFailure.Of(exception) is not null)
            {
                LogPutOff(exception, name, delivery.Key.Value, delivery.First().Sequence);
                await _setAside.PutOffAgainAsync(delivery.Key, cancel);
            }
        }
    }

    [LoggerMessage(EventName = "reader_failed", Level = LogLevel.Error, Message = "The reader {Reader} of the journal failed, and will try again")]
    private partial void LogFailure(Exception failure, string reader);

    [LoggerMessage(
        EventName = "entry_set_aside",
        Level = LogLevel.Critical,
        Message = "The reader {Reader} of the journal set aside entry {Sequence} of delivery {DeliveryId}: it failed on it again and again")]
    private partial void LogSetAside(Exception failure, string reader, int sequence, Guid deliveryId);

    [LoggerMessage(
        EventName = "delivery_put_off",
        Level = LogLevel.Critical,
        Message = "The reader {Reader} of the journal put off delivery {DeliveryId} from entry {Sequence} on: it took too long, and is tried again later")]
    private partial void LogPutOff(Exception failure, string reader, Guid deliveryId, int sequence);
}

/// <summary>Entries that a reader has not dealt with yet.</summary>
/// <param name="Entries">In the one order of the journal.</param>
/// <param name="Moved">The command that says that they are dealt with.</param>
public sealed record JournalBatch(IReadOnlyList<StoredEntry> Entries, NpgsqlBatchCommand Moved);
