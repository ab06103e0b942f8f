using DeliveryOtp.Domain.Doorstep;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>
/// Reads and counts what couriers were refused on deliveries (R13). The deliveries' own locks stand before these rows, so they need
/// none.
/// </summary>
internal static class RefusedVisitsTable
{
    private const string ReadSql =
        """
        select v.n, r.refused_at
        from unnest($1::uuid[], $2::uuid[], $3::text[]) with ordinality as v (retailer_id, delivery_id, courier_id, n)
        cross join lateral (
            select refused_at from deliveryotp.refused_visits r
            where r.retailer_id = v.retailer_id and r.delivery_id = v.delivery_id and r.courier_id = v.courier_id
                and (cardinality(refused_at) = 0 or (array_ndims(refused_at) = 1 and array_position(refused_at, null) is null))
            limit 1
        ) r
        """;

    private static readonly string CountSql =
        $"""
        insert into deliveryotp.refused_visits as r (retailer_id, delivery_id, courier_id, refused_at, cut_off, last_cut_off_at)
        select retailer_id, delivery_id, courier_id,
            coalesce((array_agg(at order by at desc) filter (where not is_cut_off))[1:{RecentRefusals.Most}], array[]::timestamptz[]),
            count(*) filter (where is_cut_off), max(at) filter (where is_cut_off)
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::bool[]) as n (retailer_id, delivery_id, courier_id, at, is_cut_off)
        group by 1, 2, 3
        on conflict (retailer_id, delivery_id, courier_id) do update
        set refused_at = (excluded.refused_at || r.refused_at)[1:{RecentRefusals.Most}],
            cut_off = r.cut_off + excluded.cut_off,
            last_cut_off_at = coalesce(excluded.last_cut_off_at, r.last_cut_off_at)
        """;

    public static NpgsqlBatchCommand ReadCommand(CourierAtDoor[] doors)
    {
        var command = new NpgsqlBatchCommand(ReadSql);
        command.Parameters.AddRange(KeysOf(doors, door => door));
        return command;
    }

    public static async Task ReadAsync(NpgsqlDataReader reader, CourierAtDoor[] doors, LockedDeliveries locked, CancellationToken cancel)
    {
        while (await reader.ReadAsync(cancel))
            locked.Add(doors[reader.GetInt64(0) - 1], new RecentRefusals(reader.GetFieldValue<DateTimeOffset[]>(1)));
    }

    public static NpgsqlBatchCommand CountCommand(IReadOnlyList<RefusedVisit> visits)
    {
        var command = new NpgsqlBatchCommand(CountSql);
        command.Parameters.AddRange(KeysOf(visits, visit => visit.Door));
        command.Parameters.Add(SqlArray.Of(visits, visit => visit.At));
        command.Parameters.Add(SqlArray.Of(visits, visit => visit.IsCutOff));
        return command;
    }

    private static NpgsqlParameter[] KeysOf<T>(IReadOnlyList<T> items, Func<T, CourierAtDoor> door) =>
    [
        SqlArray.Of(items, item => door(item).Retailer.Value),
        SqlArray.Of(items, item => door(item).Delivery.Value),
        SqlArray.Of(items, item => door(item).Courier.Value),
    ];
}

/// <summary>A visit that was refused, or only counted.</summary>
internal readonly record struct RefusedVisit(CourierAtDoor Door, DateTimeOffset At, bool IsCutOff);
