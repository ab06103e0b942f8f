using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>Reads deliveries; a read by support leaves a trace before it shows anything.</summary>
public sealed class DeliveryQueries(
    DeliveryOtpDbContext database, DeliveryReads deliveries, SupportReads reads, UnreadableRows unreadable, CodeKeyRing keys, TimeProvider time)
{
    /// <summary>Null: the retailer has no such delivery.</summary>
    /// <exception cref="BrokenSealException">It is not as the service wrote it.</exception>
    public async Task<DeliveryResponse?> GetAsync(Actor actor, RetailerId retailer, Guid id, CancellationToken cancel)
    {
        if (!await reads.ViewAsync(actor, retailer, new DeliveryId(id), "delivery", cancel))
            return null;
        if (await deliveries.FindAsync(retailer, new DeliveryId(id), cancel) is not { } delivery)
            return null;
        var found = await new NewestDeliveries(database, keys, retailer).Updated(database.Deliveries.Where(row => row.RetailerId == retailer.Value && row.Id == id))
            .SingleAsync(cancel);
        return DeliveryResponse.Of(delivery, found.UpdatedAt, time.Now());
    }

    public async Task<Page<DeliveryResponse>> ListAsync(Actor actor, RetailerId retailer, DeliveryQuery query, CancellationToken cancel)
    {
        var now = time.Now();
        var found = await FindAsync(retailer, query, query.Before, query.Size + 1, now, cancel);
        var page = Cursor.PageOf(found, query.Size, one => one.Id, one => one.Delivery);
        var search = new Search(RecordId.Next(now), actor, retailer, "deliveries", query.Filters);
        await reads.SearchAsync(search, page.Data.Count, cancel);
        return page;
    }

    internal async Task<ExportPage<DeliveryResponse>> ReadPageAsync(
        RetailerId retailer, DeliveryQuery query, Guid? before, int size, CancellationToken cancel) => ExportPage.Of(
            await FindAsync(retailer, query, before, size, time.Now(), cancel),
            size,
            found => found.Id,
            found => found.Delivery);

    /// <summary>The newest that match, at most <paramref name="count"/>, older than <paramref name="before"/>.</summary>
    private async Task<IReadOnlyList<ListedDelivery>> FindAsync(
        RetailerId retailer, DeliveryQuery query, Guid? before, int count, DateTimeOffset now, CancellationToken cancel)
    {
        var newest = new NewestDeliveries(database, keys, retailer);
        var found = await newest.Updated(newest.Find(query, before, now).Take(count)).OrderByDescending(one => one.Id).ToListAsync(cancel);
        var read = await deliveries.ListReadableAsync([.. found.Select(one => new DeliveryKey(retailer, new DeliveryId(one.Id)))], unreadable, cancel);
        return
        [
            .. found.Select(one => new ListedDelivery(
                one.Id,
                read.TryGetValue(new DeliveryId(one.Id), out var delivery) ? DeliveryResponse.Of(delivery, one.UpdatedAt, now) : null)),
        ];
    }
}

/// <summary>A delivery that was found.</summary>
/// <param name="Id">Where the list goes on.</param>
/// <param name="Delivery">Null: its row can't be read.</param>
internal sealed record ListedDelivery(Guid Id, DeliveryResponse? Delivery);
