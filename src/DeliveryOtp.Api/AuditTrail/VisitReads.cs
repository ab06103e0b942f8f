using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>Reads attempts and arrivals with what belongs to each: its order, and what history said about it later.</summary>
public sealed class VisitReads(DeliveryOtpDbContext database)
{
    /// <summary>The one among the rows; null: there is none.</summary>
    internal async Task<FoundVisit?> FindAsync(RetailerId retailer, IQueryable<JournalRow> rows, CancellationToken cancel)
    {
        var found = await Found(rows).ToListAsync(cancel);
        await AddRaisedAsync(retailer, found, cancel);
        return found.SingleOrDefault();
    }

    /// <summary>The newest of the rows, at most <paramref name="count"/>.</summary>
    internal async Task<IReadOnlyList<FoundVisit>> ListAsync(
        RetailerId retailer,
        IQueryable<JournalRow> rows,
        IVisitQuery query,
        int count,
        CancellationToken cancel)
    {
        // Those of one delivery in its own order, by its own key: the planner would look for it among the visits of everybody, newest
        // first, and a busy one of last year is behind millions of them.
        var found = query.DeliveryId is null
            ? await Found(rows.OrderByDescending(row => row.Id).Take(count)).OrderByDescending(visit => visit.Id).ToListAsync(cancel)
            : await Found(rows.OrderByDescending(row => row.Sequence).Take(count)).OrderByDescending(visit => visit.Sequence).ToListAsync(cancel);
        await AddRaisedAsync(retailer, found, cancel);
        return found;
    }

    /// <summary>The one delivery that is asked for. An order has one, as a rule: then it is that. Null: there may be several.</summary>
    internal async Task<Guid?> FindDeliveryAsync(RetailerId retailer, IVisitQuery query, CancellationToken cancel)
    {
        if (query is not { OrderId: { } order, DeliveryId: null })
            return query.DeliveryId;
        var deliveries = await database.Deliveries
            .Where(row => row.RetailerId == retailer.Value && row.OrderId == order)
            .Select(row => row.Id)
            .Take(2)
            .ToListAsync(cancel);
        return deliveries is [var only] ? only : null;
    }

    /// <summary>What history said about them later, in entries of the same deliveries.</summary>
    private async Task AddRaisedAsync(RetailerId retailer, IReadOnlyList<FoundVisit> found, CancellationToken cancel)
    {
        Guid[] visits = [.. found.Select(visit => visit.Id)];
        var raised = await database.Journal
            .Where(row => row.RetailerId == retailer.Value
                && row.Kind == KindName.SignalRaised
                && visits.Contains(row.AboutId!.Value))
            .OrderBy(row => row.Sequence)
            .Select(row => new { row.DeliveryId, About = row.AboutId!.Value, row.Kind, row.Version, row.Detail })
            .ToListAsync(cancel);
        var byVisit = raised.ToLookup(signal => (signal.DeliveryId, signal.About), signal => new StoredForm(signal.Kind, signal.Version, signal.Detail));
        foreach (var visit in found)
            visit.Raised = [.. byVisit[(visit.DeliveryId, visit.Id)]];
    }

    /// <summary>Only what is shown is read: digests stay in the database (R2).</summary>
    private IQueryable<FoundVisit> Found(IQueryable<JournalRow> rows) =>
        from row in rows
        join delivery in database.Deliveries
            on new { row.RetailerId, row.DeliveryId } equals new { delivery.RetailerId, DeliveryId = delivery.Id }
        select new FoundVisit
        {
            Id = row.Id,
            DeliveryId = row.DeliveryId,
            Sequence = row.Sequence,
            OrderId = delivery.OrderId,
            Country = delivery.Country,
            CourierId = row.CourierId!,
            RecordedAt = row.RecordedAt,
            Form = new StoredForm(row.Kind, row.Version, row.Detail),
        };
}
