using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// Of the deliveries with one order and one parcel barcode (none is a value too) only one may be live: the database says
/// that there is another one, this says which.
/// </summary>
public sealed class LiveOrders(NpgsqlDataSource database, JournalBell bell, TimeProvider time)
{
    private const string HolderSql =
        """
        select d.id from deliveryotp.deliveries d
        where d.retailer_id = $1 and d.order_id = $2 and d.parcel_barcode is not distinct from $3 and d.id <> $4
            and d.status in ('pending', 'locked', 'held')
        """;

    /// <summary>
    /// The live delivery in the way of this one. Null: there is none, or its time was over, which is now a fact of its journal;
    /// either way the order is free for whoever tries next.
    /// </summary>
    public async Task<Delivery?> FindHolderAsync(Delivery wanted, CancellationToken cancel)
    {
        if (await FindIdAsync(wanted, cancel) is not { } id)
            return null;

        var key = new DeliveryKey(wanted.RetailerId, id);
        await using var transaction = await DeliveryTransaction.BeginAsync(database, cancel);
        var locked = await transaction.LockAsync([key], cancel);
        var now = time.Now();
        if (!locked.TryGet(key, out var holder))
            return null;
        if (holder.IsLiveAt(now))
            return IsSameParcel(holder, wanted) ? holder : null;
        locked.Record(holder.Settle(now), Actor.System, now);
        await transaction.CommitAsync(locked, cancel);
        bell.Ring();
        return null;
    }

    private async Task<DeliveryId?> FindIdAsync(Delivery wanted, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(HolderSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = wanted.RetailerId.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = wanted.OrderId.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = wanted.Parcel?.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = wanted.Id.Value });
        return await command.ExecuteScalarAsync(cancel) is Guid id ? new DeliveryId(id) : null;
    }

    /// <summary>Before it was locked it may have got another parcel.</summary>
    private static bool IsSameParcel(Delivery holder, Delivery wanted) => holder.Parcel == wanted.Parcel;
}
