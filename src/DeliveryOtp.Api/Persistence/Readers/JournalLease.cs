using System.Diagnostics;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>
/// The right to work for a reader of the journal, for a few seconds at a time: a row that is locked in the transaction of the work's
/// effects, so that whoever was paused and lost it commits nothing. By the database's clock, and without anything that lives as long as a
/// connection does.
/// </summary>
/// <param name="database">Where.</param>
/// <param name="name">Of the reader.</param>
/// <param name="start">Where a reader begins that has never run.</param>
internal sealed class JournalLease(NpgsqlDataSource database, string name, JournalStart start)
{
    /// <summary>How long a lease is good for. A replica that dies leaves its readers alone for no longer.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    /// <summary>How often whoever has it and has nothing to write renews it.</summary>
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a worker stands by before it asks again whether it may work; also after a failure.</summary>
    private static readonly TimeSpan StandBy = TimeSpan.FromSeconds(1);

    private const string TakeSql =
        """
        insert into deliveryotp.journal_readers as r (name, position, holder, held_until, updated_at)
        values (
            $1,
            case when $4 then coalesce((select s.position from deliveryotp.journal_readers s where s.name = 'sequencer'), 0) else 0 end,
            $2, clock_timestamp() + $3, now())
        on conflict (name) do update set holder = $2, held_until = clock_timestamp() + $3
        where r.holder is null or r.holder = $2 or r.held_until < clock_timestamp()
        returning position
        """;

    private const string ReleaseSql =
        "update deliveryotp.journal_readers set holder = null, held_until = null where name = $1 and holder = $2";

    /// <summary>
    /// Locks the row, and fails unless this worker holds the lease and nobody has moved the position: there is nothing to divide by.
    /// </summary>
    private const string MoveSql =
        """
        with moved as (
            update deliveryotp.journal_readers set position = $3, held_until = clock_timestamp() + $4, updated_at = now()
            where name = $1 and holder = $2 and position = $5
            returning 1)
        select 1 / (select count(*)::int from moved)
        """;

    private readonly Guid _holder = RecordId.Next(TimeProvider.System.GetUtcNow());

    private long _renewed;

    /// <summary>Works whenever the lease is to be had, until the service stops; then it need not run out for another to have it.</summary>
    /// <param name="work">From a position on; returns when the lease is somebody else's.</param>
    /// <param name="fail">Told what work failed with; it is tried again.</param>
    /// <param name="stopping">The service stops.</param>
    public async Task RunAsync(Func<long, CancellationToken, Task> work, Action<Exception> fail, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await TakeAsync(stopping) is { } position)
                    await work(position, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                fail(exception);
            }

            await Task.Delay(StandBy, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await ReleaseAsync();
    }

    /// <summary>For a worker that has nothing to write. False: the lease or the position is somebody else's by now.</summary>
    public async Task<bool> KeepAsync(long position, CancellationToken cancel) =>
        Stopwatch.GetElapsedTime(_renewed) < RenewEvery || await TakeAsync(cancel) == position;

    /// <summary>Takes the lease or renews it. The reader's next position; null: somebody else has it.</summary>
    public async Task<long?> TakeAsync(CancellationToken cancel)
    {
        _renewed = Stopwatch.GetTimestamp();
        await using var command = database.CreateCommand(TakeSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _holder });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Length });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = start == JournalStart.Now });
        return await command.ExecuteScalarAsync(cancel) as long?;
    }

    /// <summary>For the transaction of the effects, before them.</summary>
    /// <exception cref="PostgresException">22012, when it runs: the lease or the position is somebody else's by now.</exception>
    public NpgsqlBatchCommand MoveCommand(long from, long to)
    {
        _renewed = Stopwatch.GetTimestamp();
        return new(MoveSql)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = name },
                new NpgsqlParameter<Guid> { TypedValue = _holder },
                new NpgsqlParameter<long> { TypedValue = to },
                new NpgsqlParameter<TimeSpan> { TypedValue = Length },
                new NpgsqlParameter<long> { TypedValue = from },
            },
        };
    }

    private async Task ReleaseAsync()
    {
        try
        {
            await using var command = database.CreateCommand(ReleaseSql);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _holder });
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            // It runs out by itself.
        }
    }
}

/// <summary>Where a reader begins that has never run.</summary>
public enum JournalStart
{
    /// <summary>With what gets its position from now on.</summary>
    Now,

    /// <summary>With the first entry that there is.</summary>
    Beginning,
}
