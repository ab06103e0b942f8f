using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>Reads deliveries as the rules see them, without a lock: to show, never to decide.</summary>
public sealed class DeliveryReads(NpgsqlDataSource database, CodeKeyRing keys)
{
    /// <summary>Null: the retailer has no such delivery.</summary>
    public async Task<Delivery?> FindAsync(RetailerId retailer, DeliveryId delivery, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            StateColumns.SelectSql + "\nwhere d.retailer_id = $1 and d.id = $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = delivery.Value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? StateColumns.Read(row) : null;
    }

    /// <summary>Those of the deliveries that there are.</summary>
    internal async Task<IReadOnlyDictionary<DeliveryId, Delivery>> ListAsync(IReadOnlyList<DeliveryKey> keys, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await ListAsync(connection, keys, cancel);
    }

    /// <summary>Likewise, as a transaction sees them.</summary>
    internal static async Task<IReadOnlyDictionary<DeliveryId, Delivery>> ListAsync(
        NpgsqlConnection connection,
        IReadOnlyList<DeliveryKey> keys,
        CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"""
            {StateColumns.SelectSql}
            join unnest($1::uuid[], $2::uuid[]) as k (retailer_id, id) on d.retailer_id = k.retailer_id and d.id = k.id
            """,
            connection);
        command.Parameters.Add(SqlArray.Of(keys, key => key.RetailerId.Value));
        command.Parameters.Add(SqlArray.Of(keys, key => key.DeliveryId.Value));
        await using var row = await command.ExecuteReaderAsync(cancel);
        var deliveries = new Dictionary<DeliveryId, Delivery>();
        while (await row.ReadAsync(cancel))
        {
            var delivery = StateColumns.Read(row);
            deliveries[delivery.Id] = delivery;
        }

        return deliveries;
    }

    /// <summary>Which of the recipient's links is good now; null: the retailer has no such delivery.</summary>
    public async Task<int?> FindLinkVersionAsync(RetailerId retailer, DeliveryId delivery, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select link_version from deliveryotp.deliveries where retailer_id = $1 and id = $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = delivery.Value });
        return await command.ExecuteScalarAsync(cancel) as int?;
    }

    /// <summary>
    /// Whose delivery it is, if this is its recipient's present link (R20); null when it is not. The stored digest says which one is the
    /// present link; that it is a link at all, the code keys say.
    /// </summary>
    public async Task<(RetailerId Retailer, int LinkVersion)?> FindByLinkAsync(RecipientLink link, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select retailer_id, link_version, link_digest from deliveryotp.deliveries where id = $1 and link_digest is not null");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = link.DeliveryId.Value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) && link.Matches(row.GetFieldValue<byte[]>(2)) && keys.IsOwnLink(link, row.GetInt32(1))
            ? (new RetailerId(row.GetGuid(0)), row.GetInt32(1))
            : null;
    }
}
