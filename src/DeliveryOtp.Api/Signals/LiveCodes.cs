using System.Security.Cryptography;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;
using Npgsql;

namespace DeliveryOtp.Api.Signals;

/// <summary>A wrong code that was presented at a door.</summary>
public sealed record PresentedWrong(RetailerId Retailer, DeliveryId DeliveryId, CourierId Courier, Position Door, byte[] Digest);

/// <summary>Finds out whether wrong digits are the live code of a neighbouring delivery: to the same door, or of the same courier.</summary>
public sealed class LiveCodes(NpgsqlDataSource database, CodeKeyRing keys, TimeProvider time)
{
    /// <summary>The newest neighbours that are still to come; a courier's day and a house have no more.</summary>
    private const int NeighbourLimit = 200;

    private const string NeighboursSql =
        """
        select w.n, d.id, s.generation, s.code_key_id, s.code_digest, s.code_encrypted
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::float8[], $5::float8[]) with ordinality
            as w (retailer_id, delivery_id, courier_id, latitude, longitude, n)
        cross join lateral (
            (select d.id from deliveryotp.deliveries d
             where d.retailer_id = w.retailer_id and d.courier_id = w.courier_id and d.id >= $7 and d.status = 'pending'
             order by d.id desc limit $6)
            union all
            (select d.id from deliveryotp.deliveries d
             where d.retailer_id = w.retailer_id and d.latitude = w.latitude and d.longitude = w.longitude
                and d.id >= $7 and d.status = 'pending'
             order by d.id desc limit $6)) d
        cross join lateral (
            select * from deliveryotp.delivery_states s
            where s.retailer_id = w.retailer_id and s.delivery_id = d.id and s.code_digest is not null
            limit 1) s
        where d.id <> w.delivery_id
        """;

    /// <summary>The delivery that each one's digits would open; null: none.</summary>
    public async Task<IReadOnlyList<DeliveryId?>> FindOwnersAsync(IReadOnlyList<PresentedWrong> presented, CancellationToken cancel)
    {
        var owners = new DeliveryId?[presented.Count];
        if (presented.Count == 0)
            return owners;

        await using var command = database.CreateCommand(NeighboursSql);
        command.Parameters.Add(SqlArray.Of(presented, wrong => wrong.Retailer.Value));
        command.Parameters.Add(SqlArray.Of(presented, wrong => wrong.DeliveryId.Value));
        command.Parameters.Add(SqlArray.Of(presented, wrong => wrong.Courier.Value));
        command.Parameters.Add(SqlArray.Of(presented, wrong => wrong.Door.Latitude));
        command.Parameters.Add(SqlArray.Of(presented, wrong => wrong.Door.Longitude));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = NeighbourLimit });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = (time.Now() - Delivery.LongestLifetime).FirstId() });
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var n = (int)row.GetInt64(0) - 1;
            var neighbour = new DeliveryId(row.GetGuid(1));
            var live = new LiveCode(row.GetString(3), row.GetFieldValue<byte[]>(4), row.GetFieldValue<byte[]>(5));
            if (Open(neighbour, row.GetInt32(2), live) is { } code && keys.IsPresented(presented[n].DeliveryId, code, presented[n].Digest))
                owners[n] = neighbour;
        }

        return owners;
    }

    /// <summary>Null: this replica does not have its key, or somebody touched it. An attempt on that delivery will say so.</summary>
    private DeliveryCode? Open(DeliveryId delivery, int generation, LiveCode live)
    {
        try
        {
            return keys.Open(delivery, generation, live);
        }
        catch (Exception exception) when (exception is UnknownCodeKeyException or CryptographicException)
        {
            return null;
        }
    }
}
