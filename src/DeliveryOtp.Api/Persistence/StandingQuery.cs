using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using DeliveryOtp.Domain;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>Who stands at which door, on which device.</summary>
public sealed record VisitorKey(RetailerId RetailerId, DeliveryId DeliveryId, CourierId Courier, DeviceId Device);

/// <summary>Whose wrong comparisons a decision wants to know, and what time it is.</summary>
public sealed record Visitors(IReadOnlyCollection<VisitorKey> Keys, DateTimeOffset Now);

/// <summary>
/// Reads the wrong comparisons of couriers and devices, as far as the policy of the delivery in question looks back (R17): an
/// id is made at its entry's time, so a bound on times is a bound on ids.
/// Two decisions about one courier or device must not pass each other, whatever their deliveries and replicas: an advisory
/// lock on each lasts until the end of the transaction. Locks are taken after those of the deliveries, in one order.
/// </summary>
internal sealed class StandingQuery(IReadOnlyCollection<VisitorKey> visitors, bool waits, DateTimeOffset now)
{
    private const string WaitSql = "select pg_advisory_xact_lock(k), true from unnest($1::bigint[]) as k";

    private const string TrySql = "select k, pg_try_advisory_xact_lock(k) from unnest($1::bigint[]) as k";

    /// <summary>
    /// Not a word of the entry's kind, though only attempts have an outcome: with it the indexes of the audit trail would do as
    /// well, and be taken while the statistics know of no attempts.
    /// </summary>
    private const string CountSql =
        """
        select v.n,
            array(
                select j.recorded_at from deliveryotp.journal j
                where j.retailer_id = v.retailer_id and j.courier_id = v.courier_id
                    and j.outcome = 'wrong_code' and j.id >= p.since
                order by j.id desc limit p.most),
            array(
                select j.recorded_at from deliveryotp.journal j
                where j.retailer_id = v.retailer_id and j.device_id = v.device_id
                    and j.outcome = 'wrong_code' and j.id >= p.since
                order by j.id desc limit p.most)
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) with ordinality
            as v (retailer_id, delivery_id, courier_id, device_id, n)
        cross join lateral (
            select (d.policy->>'courier_wrong_limit')::int as most,
                (lpad(to_hex((extract(epoch from $5::timestamptz) * 1000)::bigint
                    - ((d.policy->>'courier_wrong_window_s')::bigint + (d.policy->>'courier_suspension_s')::bigint) * 1000), 12, '0')
                    || '00000000000000000000')::uuid as since
            from deliveryotp.deliveries d
            where d.retailer_id = v.retailer_id and d.id = v.delivery_id
        ) p
        """;

    private readonly VisitorKey[] _visitors = [.. visitors.Distinct()];
    private readonly Dictionary<long, bool> _isLocked = [];

    public void AddTo(NpgsqlBatch batch)
    {
        long[] locks = [.. _visitors.SelectMany(visitor => new[] { CourierLock(visitor), DeviceLock(visitor) }).Distinct().Order()];
        batch.BatchCommands.Add(new NpgsqlBatchCommand(waits ? WaitSql : TrySql)
        {
            Parameters = { new NpgsqlParameter<long[]> { TypedValue = locks } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CountSql)
        {
            Parameters =
            {
                StateColumns.Column(_visitors, visitor => visitor.RetailerId.Value),
                StateColumns.Column(_visitors, visitor => visitor.DeliveryId.Value),
                StateColumns.Column(_visitors, visitor => visitor.Courier.Value),
                StateColumns.Column(_visitors, visitor => visitor.Device.Value),
                new NpgsqlParameter<DateTimeOffset> { TypedValue = now },
            },
        });
    }

    /// <summary>A visitor who was not to be had has no standing, and is judged apart.</summary>
    public async Task ReadAsync(NpgsqlDataReader reader, LockedDeliveries locked, CancellationToken cancel)
    {
        await reader.NextResultAsync(cancel);
        while (!waits && await reader.ReadAsync(cancel))
            _isLocked[reader.GetInt64(0)] = reader.GetBoolean(1);

        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var visitor = _visitors[reader.GetInt64(0) - 1];
            if (waits || (_isLocked[CourierLock(visitor)] && _isLocked[DeviceLock(visitor)]))
                locked.Add(visitor, reader.GetFieldValue<DateTimeOffset[]>(1), reader.GetFieldValue<DateTimeOffset[]>(2));
        }
    }

    private static long CourierLock(VisitorKey visitor) => Hash("courier", visitor.RetailerId, visitor.Courier.Value);

    private static long DeviceLock(VisitorKey visitor) => Hash("device", visitor.RetailerId, visitor.Device.Value);

    private static long Hash(string kind, RetailerId retailer, string id) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {retailer} {id}")));
}
