using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// Follows the journal under a name, from a position of its own in the database: every committed entry, in order for each
/// delivery, at least once; exactly once where the handler moves the position in the transaction of its effects. Any number
/// of replicas may run it; one of them works, the others stand by.
/// </summary>
/// <remarks>
/// The order is that of transactions, and an entry is read once no transaction older than its own is under way: so none is
/// skipped that is committed late. Whoever writes to a delivery has a later transaction than who wrote to it before
/// (<see cref="DeliveryTransaction"/>), so the order of transactions is the order within each delivery.
/// </remarks>
public abstract partial class JournalReader(string name, JournalStart start, NpgsqlDataSource database, ILogger logger)
    : BackgroundService
{
    private const int LargestBatch = 500;

    /// <summary>How long it waits for the bell before it looks by itself.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>How long it stands by before it asks again whether it may work; also after a failure.</summary>
    private static readonly TimeSpan StandBy = TimeSpan.FromSeconds(1);

    private const string PositionSql =
        """
        insert into deliveryotp.journal_readers (name, transaction_id, delivery_id, sequence, updated_at)
        select $1, case when $2 then pg_snapshot_xmin(pg_current_snapshot()) else '0'::xid8 end,
            '00000000-0000-0000-0000-000000000000', 0, now()
        on conflict (name) do nothing
        """;

    private const string ReadPositionSql =
        "select transaction_id, delivery_id, sequence from deliveryotp.journal_readers where name = $1";

    private const string ReadSql =
        $"""
        select {StoredEntry.Names} from deliveryotp.journal j
        where (j.transaction_id, j.delivery_id, j.sequence) > ($1, $2, $3) and j.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
        order by j.transaction_id, j.delivery_id, j.sequence
        limit $4
        """;

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

    /// <summary>Where the journal is.</summary>
    protected NpgsqlDataSource Database => database;

    /// <summary>Deals with a batch, and commits <see cref="JournalBatch.Moved"/> with whatever it writes.</summary>
    protected abstract Task HandleAsync(JournalBatch batch, CancellationToken cancel);

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
        await using var turn = await database.OpenConnectionAsync(cancel);
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

        var position = await ReadPositionAsync(cancel);
        while (!cancel.IsCancellationRequested)
        {
            var entries = await ReadAsync(position, cancel);
            if (entries.Count == 0)
            {
                await turn.WaitAsync(Poll, cancel);
                continue;
            }

            var next = JournalPosition.Of(entries[^1]);
            await HandleAsync(new JournalBatch(entries, MoveCommand(position, next)), cancel);
            position = next;
        }
    }

    private async Task<bool> TakeTurnAsync(NpgsqlConnection turn, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", turn);
        var key = BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"journal reader {name}")));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = key });
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private async Task<JournalPosition> ReadPositionAsync(CancellationToken cancel)
    {
        await using (var first = database.CreateCommand(PositionSql))
        {
            first.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            first.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = start == JournalStart.Now });
            await first.ExecuteNonQueryAsync(cancel);
        }

        await using var command = database.CreateCommand(ReadPositionSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new JournalPosition(row.GetFieldValue<ulong>(0), row.GetGuid(1), row.GetInt32(2));
    }

    private async Task<List<StoredEntry>> ReadAsync(JournalPosition position, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(ReadSql);
        command.Parameters.AddRange(Parameters(position));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LargestBatch });
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<StoredEntry> entries = [];
        while (await row.ReadAsync(cancel))
            entries.Add(StoredEntry.Read(row));
        return entries;
    }

    private NpgsqlBatchCommand MoveCommand(JournalPosition from, JournalPosition to)
    {
        var command = new NpgsqlBatchCommand(MoveSql) { Parameters = { new NpgsqlParameter<string> { TypedValue = name } } };
        command.Parameters.AddRange(Parameters(to));
        command.Parameters.AddRange(Parameters(from));
        return command;
    }

    private static NpgsqlParameter[] Parameters(JournalPosition position) =>
    [
        new NpgsqlParameter<ulong> { TypedValue = position.TransactionId, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Xid8 },
        new NpgsqlParameter<Guid> { TypedValue = position.DeliveryId },
        new NpgsqlParameter<int> { TypedValue = position.Sequence },
    ];

    [LoggerMessage(Level = LogLevel.Error, Message = "The reader {Name} of the journal failed, and will try again")]
    private partial void LogFailure(Exception failure, string name);

    private readonly record struct JournalPosition(ulong TransactionId, Guid DeliveryId, int Sequence)
    {
        public static JournalPosition Of(StoredEntry entry) => new(entry.TransactionId, entry.DeliveryId.Value, entry.Sequence);
    }
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
