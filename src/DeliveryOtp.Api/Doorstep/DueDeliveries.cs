using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>
/// Deliveries that time has changed though nobody has looked: a showing or a session that is over, a delivery whose time is up. Any number
/// of replicas may settle them; each leaves alone what another one has at hand.
/// </summary>
public sealed class DueDeliveries(NpgsqlDataSource database, RowSeals seals, JournalMetrics metrics, JournalBell bell, TimeProvider time)
{
    private const int BatchSize = 200;

    /// <summary>
    /// Sessions and showings are found through the entries that began them, since an index on the delivery would make each attempt
    /// more expensive. Those that ended up to this long before the last look are looked at again: their entry may have been
    /// committed late. Either lasts five seconds at least and a request less.
    /// </summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromSeconds(10);

    private const string SessionsSql =
        """
        select j.ends_at, s.retailer_id, s.delivery_id from deliveryotp.journal j
        join deliveryotp.delivery_states s on s.retailer_id = j.retailer_id and s.delivery_id = j.delivery_id
        where j.ends_at > $1 and j.ends_at <= $2
            and (s.session_closes_at <= $2 or case when s.visits#>>'{session,showing,until}' ~ '^\d{4}-\d\d-\d\dT[0-9:.]+(Z|\+00:00)$'
                then (s.visits#>>'{session,showing,until}')::timestamptz <= $2 end)
        order by j.ends_at
        limit $3
        """;

    private const string ExpiredSql =
        """
        select d.expires_at, d.retailer_id, d.id from deliveryotp.deliveries d
        where d.status in ('pending', 'locked', 'held') and d.expires_at > $1 and d.expires_at <= $2
        order by d.expires_at
        limit $3
        """;

    private const string LookedAtSql = "select updated_at from deliveryotp.journal_readers where name = 'settling'";

    private const string NoteSql =
        """
        insert into deliveryotp.journal_readers as r (name, position, updated_at)
        values ('settling', 0, $1)
        on conflict (name) do update set updated_at = greatest(r.updated_at, excluded.updated_at)
        """;

    /// <summary>How often the time of the last look is noted for whoever starts next.</summary>
    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(10);

    private DateTimeOffset? _lookedAt;
    private DateTimeOffset _notedAt = DateTimeOffset.UnixEpoch;

    /// <summary>Settles what is due.</summary>
    public async Task SettleAsync(CancellationToken cancel)
    {
        _lookedAt ??= await ReadLookedAtAsync(cancel);
        var now = time.Now();
        await SettleFoundAsync(SessionsSql, _lookedAt.Value - LookBack, now, cancel);
        await SettleFoundAsync(ExpiredSql, DateTimeOffset.UnixEpoch, now, cancel);
        await NoteAsync(now, cancel);
    }

    /// <summary>From the earliest to the latest, some at a time, each of them once: what is held now is looked at next time.</summary>
    private async Task SettleFoundAsync(string sql, DateTimeOffset after, DateTimeOffset until, CancellationToken cancel)
    {
        while (true)
        {
            var due = await FindAsync(sql, after, until, cancel);
            if (due.Count == 0)
                return;
            await SettleAllAsync([.. due.Select(delivery => delivery.Key).Distinct()], cancel);
            var last = due[^1].At;
            if (due.Count < BatchSize || last == after)
                return;
            after = last;
        }
    }

    private async Task<DateTimeOffset> ReadLookedAtAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(LookedAtSql);
        return await command.ExecuteScalarAsync(cancel) is DateTime at
            ? new DateTimeOffset(at)
            : DateTimeOffset.UnixEpoch + LookBack;
    }

    private async Task NoteAsync(DateTimeOffset now, CancellationToken cancel)
    {
        _lookedAt = now;
        if (now - _notedAt < NoteEvery)
            return;
        await using var command = database.CreateCommand(NoteSql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await command.ExecuteNonQueryAsync(cancel);
        _notedAt = now;
    }

    private async Task<List<(DateTimeOffset At, DeliveryKey Key)>> FindAsync(
        string sql,
        DateTimeOffset after,
        DateTimeOffset until,
        CancellationToken cancel)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = until });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = BatchSize });
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<(DateTimeOffset, DeliveryKey)> due = [];
        while (await row.ReadAsync(cancel))
        {
            due.Add((
                row.GetFieldValue<DateTimeOffset>(0),
                new DeliveryKey(new RetailerId(row.GetGuid(1)), new DeliveryId(row.GetGuid(2)))));
        }

        return due;
    }

    /// <summary>A row that somebody has put back makes its whole set fail, and then only itself.</summary>
    private async Task SettleAllAsync(List<DeliveryKey> due, CancellationToken cancel)
    {
        try
        {
            await SettleSetAsync(due, cancel);
        }
        catch (BrokenSealException) when (due.Count == 1)
        {
            // The alarm is raised.
        }
        catch (BrokenSealException)
        {
            foreach (var one in due)
                await SettleAllAsync([one], cancel);
        }
    }

    private async Task SettleSetAsync(List<DeliveryKey> due, CancellationToken cancel)
    {
        await using var transaction = await DeliveryTransaction.BeginAsync(database, seals, metrics, cancel);
        var locked = await transaction.LockFreeAsync(due, cancel);
        var now = time.Now();
        foreach (var key in due)
        {
            if (locked.TryGet(key, out var delivery))
                locked.Record(delivery.Settle(now), Actor.System, now);
        }

        await transaction.CommitAsync(locked, cancel);
        bell.Ring();
    }
}
