using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>Reads deliveries; a read by support leaves a trace before it shows anything.</summary>
public sealed class DeliveryQueries(
    DeliveryOtpDbContext database, DeliveryReads deliveries, SupportReads reads, UnreadableRows unreadable, TimeProvider time)
{
    /// <summary>Null: the retailer has no such delivery.</summary>
    /// <exception cref="Domain.Codes.BrokenSealException">It is not as the service wrote it.</exception>
    public async Task<DeliveryResponse?> GetAsync(Actor actor, RetailerId retailer, Guid id, CancellationToken cancel)
    {
        if (!await reads.ViewAsync(actor, retailer, new DeliveryId(id), "delivery", cancel))
            return null;
        var delivery = await deliveries.FindAsync(retailer, new DeliveryId(id), cancel);
        return delivery is null ? null : DeliveryResponse.Of(delivery, time.Now());
    }

    public async Task<Page<DeliveryResponse>> ListAsync(
        Actor actor,
        RetailerId retailer,
        DeliveryQuery query,
        CancellationToken cancel)
    {
        var now = time.Now();
        var rows = await Filter(database.Deliveries.Where(row => row.RetailerId == retailer.Value), query, now)
            .OrderByDescending(row => row.Id)
            .Take(query.Size + 1)
            .ToListAsync(cancel);
        var page = Cursor.PageOf(
            rows,
            query.Size,
            row => row.Id,
            row => unreadable.Read(row, bad => bad.Id, good => DeliveryResponse.Of(good, now)));
        var search = new Search(RecordId.Next(now), actor, retailer, "deliveries", query.Filters);
        await reads.SearchAsync(search, page.Data.Count, cancel);
        return page;
    }

    private static IQueryable<DeliveryRow> Filter(IQueryable<DeliveryRow> rows, DeliveryQuery query, DateTimeOffset now)
    {
        if (query.Before is { } before)
            rows = rows.Where(row => row.Id < before);
        if (query.OrderId is { } order)
            rows = rows.Where(row => row.OrderId == order);
        if (query.CourierId is { } courier)
            rows = rows.Where(row => row.CourierId == courier);
        if (query.Review is { } review)
            rows = rows.Where(row => row.Review == review);
        if (query.FromTime is { } from)
            rows = rows.Where(row => row.CreatedAt >= from);
        if (query.ToTime is { } to)
            rows = rows.Where(row => row.CreatedAt < to);

        // An open delivery past its expiry is an expired one that nobody has touched since.
        return query.StatusValue switch
        {
            null => rows,
            DeliveryStatus.Expired => rows.Where(row => row.Status == DeliveryStatus.Expired
                || (OpenStatus.All.Contains(row.Status) && row.ExpiresAt <= now)),
            { } status when status.IsOpen() => rows.Where(row => row.Status == status && row.ExpiresAt > now),
            { } status => rows.Where(row => row.Status == status),
        };
    }
}
