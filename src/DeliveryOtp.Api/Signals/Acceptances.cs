using DeliveryOtp.Domain;
using Npgsql;

namespace DeliveryOtp.Api.Signals;

/// <summary>Who handed an accepted delivery over, by the journal.</summary>
public sealed class Acceptances(NpgsqlDataSource database)
{
    /// <summary>Null: it was never accepted.</summary>
    public async Task<(CourierId Courier, DeviceId Device)?> FindAsync(RetailerId retailer, DeliveryId delivery, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select courier_id, device_id from deliveryotp.journal
            where retailer_id = $1 and delivery_id = $2 and outcome = 'accepted'
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = delivery.Value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? (new CourierId(row.GetString(0)), new DeviceId(row.GetString(1))) : null;
    }
}
