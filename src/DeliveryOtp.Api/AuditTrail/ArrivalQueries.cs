using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>Finds arrivals; a read by support leaves a trace before it shows anything.</summary>
public sealed class ArrivalQueries(
    DeliveryOtpDbContext database, VisitReads visits, SupportReads reads, UnreadableRows unreadable, TimeProvider time)
{
    /// <summary>Null: the retailer has no such arrival.</summary>
    public async Task<RecordedArrival?> GetAsync(Actor actor, RetailerId retailer, Guid id, CancellationToken cancel)
    {
        var arrival = await visits.FindAsync(retailer, database.ArrivalsOf(retailer).Where(row => row.Id == id), cancel);
        return arrival is not null && await reads.ViewAsync(actor, retailer, new DeliveryId(arrival.DeliveryId), "arrival", cancel)
            ? RecordedArrival.Of(arrival)
            : null;
    }

    public async Task<Page<RecordedArrival>> ListAsync(Actor actor, RetailerId retailer, ArrivalQuery query, CancellationToken cancel)
    {
        var found = await FindAsync(retailer, query, query.Before, query.Size + 1, cancel);
        var page = Cursor.PageOf(found, query.Size, arrival => arrival.Id, Read);
        var search = new Search(RecordId.Next(time.Now()), actor, retailer, "arrivals", query.Filters);
        await reads.SearchAsync(search, page.Data.Count, cancel);
        return page;
    }

    /// <summary>A page of all that match; who asks leaves the trace.</summary>
    internal async Task<ExportPage<RecordedArrival>> ReadPageAsync(
        RetailerId retailer,
        ArrivalQuery query,
        Guid? before,
        int size,
        CancellationToken cancel) =>
        ExportPage.Of(await FindAsync(retailer, query, before, size, cancel), size, arrival => arrival.Id, Read);

    /// <summary>The newest that match, at most <paramref name="count"/>, older than <paramref name="before"/>.</summary>
    private async Task<IReadOnlyList<FoundVisit>> FindAsync(
        RetailerId retailer,
        ArrivalQuery query,
        Guid? before,
        int count,
        CancellationToken cancel)
    {
        query = query with { DeliveryId = await visits.FindDeliveryAsync(retailer, query, cancel) };
        return await visits.ListAsync(retailer, new NewestArrivals(database, retailer, query).Take(count, before), query, count, cancel);
    }

    /// <summary>Null: its row can't be read.</summary>
    private RecordedArrival? Read(FoundVisit found) => unreadable.Read(found, bad => bad.Id, RecordedArrival.Of);
}
