using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;
using Npgsql;

namespace DeliveryOtp.Api.Signals;

/// <summary>Where parcels go.</summary>
public sealed class Doors(NpgsqlDataSource database)
{
    private const string Sql =
        """
        select d.id, d.latitude, d.longitude
        from unnest($1::uuid[], $2::uuid[]) as k (retailer_id, id)
        cross join lateral (
            select * from deliveryotp.deliveries d where d.retailer_id = k.retailer_id and d.id = k.id limit 1) d
        """;

    public async Task<IReadOnlyDictionary<DeliveryId, Position>> ReadAsync(IReadOnlyList<DeliveryKey> deliveries, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(SqlArray.Of(deliveries, key => key.RetailerId.Value));
        command.Parameters.Add(SqlArray.Of(deliveries, key => key.DeliveryId.Value));
        await using var row = await command.ExecuteReaderAsync(cancel);
        var doors = new Dictionary<DeliveryId, Position>();
        while (await row.ReadAsync(cancel))
            doors[new DeliveryId(row.GetGuid(0))] = new Position(row.GetDouble(1), row.GetDouble(2));
        return doors;
    }
}
