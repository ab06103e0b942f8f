using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>
/// Of the deliveries with one order and one parcel barcode (none is a value too) only one may be live: the database says
/// that there is another one, this says which.
/// </summary>
public sealed class LiveOrders(NpgsqlDataSource database, RowSeals seals, JournalMetrics metrics, JournalBell bell, TimeProvider time)
{
    private const int MaxTries = 5;

    private const string HolderSql =
        """
        select d.id from deliveryotp.deliveries d
        where d.retailer_id = $1 and d.order_id = $2 and d.parcel_barcode is not distinct from $3 and d.id <> $4
            and d.status in ('pending', 'locked', 'held')
        """;

    /// <summary>Tries until nothing is in the way, or it is known what is.</summary>
    /// <param name="tryOnce">What is to be done, which another live delivery with the order's parcel may be in the way of.</param>
    /// <param name="orderExists">The result where that one goes on to.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <exception cref="TimeoutException">Other requests took the order's parcel and gave it up again and again.</exception>
    public async Task<TResult> ContendAsync<TResult>(
        Func<Task<Contention<TResult>>> tryOnce,
        Func<Delivery, TResult> orderExists,
        CancellationToken cancel)
        where TResult : class
    {
        for (var triesLeft = MaxTries; triesLeft > 0; triesLeft--)
        {
            var tried = await tryOnce();
            if (tried.Result is { } result)
                return result;
            if (await FindHolderAsync(tried.Wanted!, cancel) is { } holder)
                return orderExists(holder);
        }

        throw new TimeoutException("Other requests were always faster.");
    }

    /// <summary>
    /// The live delivery in the way of this one. Null: there is none, or its time was over, which is now a fact of its journal;
    /// either way the order is free for whoever tries next.
    /// </summary>
    private async Task<Delivery?> FindHolderAsync(Delivery wanted, CancellationToken cancel)
    {
        if (await FindIdAsync(wanted, cancel) is not { } id)
            return null;

        var key = new DeliveryKey(wanted.RetailerId, id);
        await using var transaction = await DeliveryTransaction.BeginAsync(database, seals, metrics, cancel);
        var locked = await transaction.LockAsync([key], cancel);
        var now = time.Now();
        locked.RefuseBroken(key);
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

/// <summary>Either something came of a try, or another live delivery keeps the order's parcel.</summary>
/// <param name="Result">What came of it.</param>
/// <param name="Wanted">The delivery that would have had the parcel.</param>
public readonly record struct Contention<TResult>(TResult? Result, Delivery? Wanted = null)
    where TResult : class
{
    public static Contention<TResult> Over(Delivery wanted) => new(Result: null, wanted);
}
