using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>
/// Follows the journal under a name, from a position of its own in the database: every committed entry, in order for each
/// delivery, at least once; exactly once where the handler moves the position in the transaction of its effects. Any number
/// of replicas may run it; one of them works, the others stand by.
/// </summary>
/// <remarks>
/// An entry that a handler fails on again and again, though the database is there, is set aside with an alarm: it must not
/// keep the others waiting.
/// </remarks>
public abstract partial class JournalReader(string name, JournalStart start, JournalFeed feed, ILogger logger)
    : BackgroundService
{
    private const int LargestBatch = 500;

    /// <summary>How often an entry that fails by itself is tried before it is set aside.</summary>
    private const int MostTries = 3;

    /// <summary>
    /// It looks no more often than that as long as it keeps up: what came in between is one batch, whose transaction costs
    /// about as much as that of a single entry. Recipients' pages don't wait for it (<see cref="JournalTail"/>).
    /// </summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>How long it waits for the bell before it looks by itself.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>How long it stands by before it asks again whether it may work; also after a failure.</summary>
    private static readonly TimeSpan StandBy = TimeSpan.FromSeconds(1);

    /// <summary>The entries of a batch that failed are handled one by one: so many are left of it.</summary>
    private int _suspects;

    /// <summary>How often the entry behind the present position has failed by itself.</summary>
    private int _failures;

    /// <summary>Where it worked last.</summary>
    private JournalPosition _at;

    private const string PositionSql =
        """
        insert into deliveryotp.journal_readers (name, transaction_id, delivery_id, sequence, updated_at)
        select $1, case when $2 then pg_snapshot_xmin(pg_current_snapshot()) else '0'::xid8 end,
            '00000000-0000-0000-0000-000000000000', 0, now()
        on conflict (name) do nothing
        """;

    private const string ReadPositionSql =
        "select transaction_id, delivery_id, sequence from deliveryotp.journal_readers where name = $1";

    /// <summary>
    /// If somebody else has moved the position meanwhile, there is nothing to divide by: the transaction fails, and with it
    /// whatever a worker would do that lost its turn without noticing.
    /// </summary>
    private const string MoveSql =
        """
        with moved as (
            update deliveryotp.journal_readers set transaction_id = $2, delivery_id = $3, sequence = $4, updated_at = now()
            where name = $1 and transaction_id = $5 and delivery_id = $6 and sequence = $7
            returning 1)
        select 1 / (select count(*)::int from moved)
        """;

    private const string SetAsideSql =
        """
        insert into deliveryotp.journal_set_aside (reader, entry_id, retailer_id, delivery_id, sequence, reason, set_aside_at)
        values ($1, $2, $3, $4, $5, $6, now())
        on conflict do nothing
        """;

    /// <summary>Under which it keeps its position.</summary>
    public string Name => name;

    /// <summary>Where the journal is.</summary>
    protected NpgsqlDataSource Database => feed.Database;

    /// <summary>
    /// Called before the first batch, and again whenever somebody else may have worked in between, or a batch failed. For what
    /// a reader keeps in memory.
    /// </summary>
    protected virtual void BeginTurn()
    {
    }

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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailure(exception, name);
            }

            await Task.Delay(StandBy, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Works as long as the lock is held, which is as long as the connection lives. Returns if another replica has it.</summary>
    private async Task WorkAsync(CancellationToken cancel)
    {
        await using var turn = await Database.OpenConnectionAsync(cancel);
        if (!await TakeTurnAsync(turn, cancel))
            return;
        try
        {
            await FollowAsync(turn, cancel);
        }
        finally
        {
            // The connection goes back to its pool, and must not keep the turn there.
            await using var release = new NpgsqlCommand("select pg_advisory_unlock_all()", turn);
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task FollowAsync(NpgsqlConnection turn, CancellationToken cancel)
    {
        await using (var listen = new NpgsqlCommand($"listen {JournalBell.Name}", turn))
            await listen.ExecuteNonQueryAsync(cancel);

        BeginTurn();
        var position = await ReadPositionAsync(cancel);
        if (position != _at)
            _failures = 0;
        while (!cancel.IsCancellationRequested)
        {
            var looked = Stopwatch.GetTimestamp();
            var entries = await feed.ReadAsync(position, _suspects > 0 ? 1 : LargestBatch, cancel);
            if (entries.Count == 0)
            {
                await turn.WaitAsync(Poll, cancel);
                continue;
            }

            _at = position;
            var next = JournalPosition.Behind(entries[^1]);
            await HandleOrSetAsideAsync(entries, position, next, cancel);
            position = next;
            _suspects = Math.Max(0, _suspects - 1);
            _failures = 0;
            var rest = Pace - Stopwatch.GetElapsedTime(looked);
            if (entries.Count < LargestBatch && _suspects == 0 && rest > TimeSpan.Zero)
                await Task.Delay(rest, cancel);
        }
    }

    /// <exception cref="Exception">The batch has to be tried again: from the same position, after a while.</exception>
    private async Task HandleOrSetAsideAsync(
        IReadOnlyList<StoredEntry> entries,
        JournalPosition from,
        JournalPosition to,
        CancellationToken cancel)
    {
        try
        {
            await HandleAsync(new JournalBatch(entries, MoveCommand(from, to)), cancel);
        }
        catch (Exception exception) when (IsAboutEntries(exception))
        {
            if (entries is not [var entry])
            {
                _suspects = entries.Count;
                throw;
            }

            _suspects = Math.Max(1, _suspects);
            if (++_failures < MostTries)
                throw;
            await CommitAsync([SetAsideCommand(entry, exception), MoveCommand(from, to)], cancel);
            LogSetAside(exception, name, entry.Sequence, entry.DeliveryId.Value);
            BeginTurn();
        }
    }

    /// <summary>
    /// A database that is away or lacks a grant, a turn that was lost and a service that stops say nothing about an entry. Of
    /// what PostgreSQL refuses only data (22) and constraints (23) do.
    /// </summary>
    private static bool IsAboutEntries(Exception exception) => exception switch
    {
        OperationCanceledException or TimeoutException => false,
        PostgresException { SqlState: PostgresErrorCodes.DivisionByZero } => false,
        PostgresException { SqlState: ['2', '2' or '3', ..] } => true,
        NpgsqlException => false,
        _ => true,
    };

    private NpgsqlBatchCommand SetAsideCommand(StoredEntry entry, Exception reason) => new(SetAsideSql)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = name },
            new NpgsqlParameter<Guid> { TypedValue = entry.Id },
            new NpgsqlParameter<Guid> { TypedValue = entry.RetailerId.Value },
            new NpgsqlParameter<Guid> { TypedValue = entry.DeliveryId.Value },
            new NpgsqlParameter<int> { TypedValue = entry.Sequence },
            new NpgsqlParameter<string> { TypedValue = $"{reason.GetType().Name}: {reason.Message}" },
        },
    };

    private async Task<bool> TakeTurnAsync(NpgsqlConnection turn, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", turn);
        var key = BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"journal reader {name}")));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = key });
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private async Task<JournalPosition> ReadPositionAsync(CancellationToken cancel)
    {
        await using (var first = Database.CreateCommand(PositionSql))
        {
            first.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            first.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = start == JournalStart.Now });
            await first.ExecuteNonQueryAsync(cancel);
        }

        await using var command = Database.CreateCommand(ReadPositionSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return JournalPosition.Read(row);
    }

    private NpgsqlBatchCommand MoveCommand(JournalPosition from, JournalPosition to)
    {
        var command = new NpgsqlBatchCommand(MoveSql) { Parameters = { new NpgsqlParameter<string> { TypedValue = name } } };
        command.Parameters.AddRange(to.ToParameters());
        command.Parameters.AddRange(from.ToParameters());
        return command;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The reader {Name} of the journal failed, and will try again")]
    private partial void LogFailure(Exception failure, string name);

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The reader {Name} of the journal set aside entry {Sequence} of delivery {Delivery}: it failed on it again and again")]
    private partial void LogSetAside(Exception failure, string name, int sequence, Guid delivery);
}

/// <summary>Where a reader begins that has never run.</summary>
public enum JournalStart
{
    /// <summary>With what is committed from now on.</summary>
    Now,

    /// <summary>With the first entry that there is.</summary>
    Beginning,
}

/// <summary>Entries that a reader has not dealt with yet.</summary>
/// <param name="Entries">In order for each delivery.</param>
/// <param name="Moved">The command that says that they are dealt with.</param>
public sealed record JournalBatch(IReadOnlyList<StoredEntry> Entries, NpgsqlBatchCommand Moved);
