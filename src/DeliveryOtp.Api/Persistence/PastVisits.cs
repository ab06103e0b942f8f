using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// What couriers did before, as far as their devices said where: the past that <see cref="HistorySignal"/>s look at. Without
/// the others, since attempts without a fix cost nothing and could push all that is telling out of sight.
/// </summary>
public sealed class PastVisits(NpgsqlDataSource database)
{
    /// <summary>How far back a signal may look.</summary>
    public const int Most = 40;

    private const string BeforeSql =
        """
        select c.n, v.delivery_id, d.latitude, d.longitude, v.device_id, v.recorded_at, v.latitude, v.longitude,
            (v.detail->'location'->>'accuracy_m')::float8
        from unnest($1::uuid[], $2::text[], $3::uuid[]) with ordinality as c (retailer_id, courier_id, before, n)
        cross join lateral (
            select j.id, j.delivery_id, j.device_id, j.recorded_at, j.latitude, j.longitude, j.detail from deliveryotp.journal j
            where j.retailer_id = c.retailer_id and j.courier_id = c.courier_id and j.kind in ('attempted', 'arrived')
                and j.id < c.before and j.latitude is not null
            order by j.id desc limit $4) v
        join deliveryotp.deliveries d on d.retailer_id = c.retailer_id and d.id = v.delivery_id
        order by c.n, v.id desc
        """;

    private const string DoorsSql =
        """
        select d.retailer_id, d.id, d.latitude, d.longitude
        from unnest($1::uuid[], $2::uuid[]) as k (retailer_id, id)
        join deliveryotp.deliveries d on d.retailer_id = k.retailer_id and d.id = k.id
        """;

    /// <summary>The visits of each courier before an entry, newest first.</summary>
    public async Task<IReadOnlyDictionary<(RetailerId, CourierId), List<PastVisit>>> BeforeAsync(
        IReadOnlyList<(RetailerId Retailer, CourierId Courier, Guid Before)> couriers,
        CancellationToken cancel)
    {
        await using var command = database.CreateCommand(BeforeSql);
        command.Parameters.Add(StateColumns.Column(couriers, courier => courier.Retailer.Value));
        command.Parameters.Add(StateColumns.Column(couriers, courier => courier.Courier.Value));
        command.Parameters.Add(StateColumns.Column(couriers, courier => courier.Before));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Most });
        var visits = couriers.ToDictionary(courier => (courier.Retailer, courier.Courier), _ => new List<PastVisit>());
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var (retailer, courier, _) = couriers[(int)row.GetInt64(0) - 1];
            visits[(retailer, courier)].Add(new PastVisit(
                new DeliveryId(row.GetGuid(1)),
                new Position(row.GetDouble(2), row.GetDouble(3)),
                new DeviceId(row.GetString(4)),
                row.GetFieldValue<DateTimeOffset>(5),
                row.IsDBNull(6) ? null : new Position(row.GetDouble(6), row.GetDouble(7)),
                row.IsDBNull(8) ? null : new Metres(row.GetDouble(8))));
        }

        return visits;
    }

    /// <summary>Where the parcels go.</summary>
    public async Task<IReadOnlyDictionary<DeliveryId, Position>> DoorsAsync(IReadOnlyList<DeliveryKey> deliveries, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(DoorsSql);
        command.Parameters.Add(StateColumns.Column(deliveries, key => key.RetailerId.Value));
        command.Parameters.Add(StateColumns.Column(deliveries, key => key.DeliveryId.Value));
        await using var row = await command.ExecuteReaderAsync(cancel);
        var doors = new Dictionary<DeliveryId, Position>();
        while (await row.ReadAsync(cancel))
            doors[new DeliveryId(row.GetGuid(1))] = new Position(row.GetDouble(2), row.GetDouble(3));
        return doors;
    }
}
