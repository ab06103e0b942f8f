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
        var found = await Found(Attempts(retailer).Where(row => row.Id == id)).SingleOrDefaultAsync(cancel);
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
        var rows = Filter(Attempts(retailer), query, before);
        return await Found(ByOutcome(rows, query, count))
            .OrderByDescending(attempt => attempt.Id)
            .Take(count)
            .ToListAsync(cancel);
    }

    private IQueryable<JournalRow> Attempts(RetailerId retailer) =>
        database.Journal.Where(row => row.RetailerId == retailer.Value && row.Kind == JournalRow.AttemptedKind);

    private IQueryable<JournalRow> Filter(IQueryable<JournalRow> rows, AttemptQuery query, Guid? before)
    {
        if (before is { } bound)
            rows = rows.Where(row => row.Id < bound);
        if (query.FromTime?.FirstId() is { } first)
            rows = rows.Where(row => row.Id >= first);
        if (query.ToTime?.FirstId() is { } end)
            rows = rows.Where(row => row.Id < end);
        if (query.DeliveryId is { } delivery)
            rows = rows.Where(row => row.DeliveryId == delivery);
        if (query.CourierId is { } courier)
            rows = rows.Where(row => row.CourierId == courier);
        if (query.DeviceId is { } device)
            rows = rows.Where(row => row.DeviceId == device);
        if (query.Signal is { } signal)
            rows = rows.Where(row => row.Signals!.Contains(signal));
        if (query.OrderId is { } order)
        {
            rows = rows.Where(row => database.Deliveries
                .Any(of => of.RetailerId == row.RetailerId && of.Id == row.DeliveryId && of.OrderId == order));
        }

        return query.Circle is { } circle ? circle.Around(rows) : rows;
    }

    /// <summary>
    /// An index serves one outcome in the order of time. Several are the newest of each, put together: asked for as a set,
    /// they would have to be sorted whole.
    /// </summary>
    private static IQueryable<JournalRow> ByOutcome(IQueryable<JournalRow> rows, AttemptQuery query, int count) => query.Outcomes switch
    {
        [] => rows,
        [var outcome] => rows.Where(row => row.Outcome == outcome),
        var outcomes => outcomes
            .Select(outcome => rows.Where(row => row.Outcome == outcome).OrderByDescending(row => row.Id).Take(count))
            .Aggregate((all, next) => all.Concat(next)),
    };

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
