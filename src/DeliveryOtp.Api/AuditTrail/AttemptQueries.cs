using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>Finds attempts; a read by support leaves a trace before it shows anything.</summary>
public sealed class AttemptQueries(DeliveryOtpDbContext database, SupportReads reads, TimeProvider time)
{
    /// <summary>Null: the retailer has no such attempt.</summary>
    public async Task<RecordedAttempt?> GetAsync(Actor actor, RetailerId retailer, Guid id, CancellationToken cancel)
    {
        var found = await Found(database.AttemptsOf(retailer).Where(row => row.Id == id)).SingleOrDefaultAsync(cancel);
        return found is not null
            && await reads.ViewAsync(actor, retailer, new DeliveryId(found.DeliveryId), "attempt", cancel)
                ? RecordedAttempt.Of(found)
                : null;
    }

    public async Task<Page<RecordedAttempt>> ListAsync(
        Actor actor,
        RetailerId retailer,
        AttemptQuery query,
        CancellationToken cancel)
    {
        var found = await FindAsync(retailer, query, query.Before, query.Size + 1, cancel);
        var page = Cursor.PageOf(found, query.Size, attempt => attempt.Id, RecordedAttempt.Of);
        var search = new Search(RecordId.Next(time.Now()), actor, retailer, "attempts", query.Filters);
        await reads.SearchAsync(search, page.Data.Count, cancel);
        return page;
    }

    /// <summary>The newest that match, at most <paramref name="count"/>, older than <paramref name="before"/>.</summary>
    internal async Task<IReadOnlyList<FoundAttempt>> FindAsync(
        RetailerId retailer,
        AttemptQuery query,
        Guid? before,
        int count,
        CancellationToken cancel)
    {
        var newest = new NewestAttempts(database, retailer, query).Take(count, before);
        return await Found(newest.OrderByDescending(row => row.Id).Take(count))
            .OrderByDescending(attempt => attempt.Id)
            .ToListAsync(cancel);
    }

    /// <summary>Only what is shown is read: digests stay in the database (R2).</summary>
    private IQueryable<FoundAttempt> Found(IQueryable<JournalRow> rows) =>
        from row in rows
        join delivery in database.Deliveries
            on new { row.RetailerId, row.DeliveryId } equals new { delivery.RetailerId, DeliveryId = delivery.Id }
        select new FoundAttempt
        {
            Id = row.Id,
            DeliveryId = row.DeliveryId,
            OrderId = delivery.OrderId,
            CourierId = row.CourierId!,
            RecordedAt = row.RecordedAt,
            Detail = row.Detail,
        };
}

/// <summary>An attempt's row and its delivery's order.</summary>
internal sealed class FoundAttempt
{
    public required Guid Id { get; init; }

    public required Guid DeliveryId { get; init; }

    public required string OrderId { get; init; }

    public required string CourierId { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>An <see cref="AttemptDetail"/>.</summary>
    public required string Detail { get; init; }
}
