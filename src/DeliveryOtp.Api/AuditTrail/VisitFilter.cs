using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>Those of a retailer's attempts, or of its arrivals, that pass the filters which both have.</summary>
/// <param name="database">Where.</param>
/// <param name="all">All of them.</param>
/// <param name="query">The filters.</param>
internal sealed class VisitFilter(DeliveryOtpDbContext database, IQueryable<JournalRow> all, IVisitQuery query)
{
    /// <summary>Those older than an id; null: whatever their age.</summary>
    public IQueryable<JournalRow> Before(Guid? before)
    {
        var rows = all;
        if (before is { } bound)
            rows = query.DeliveryId is { } one ? BeforeWithin(one, bound) : rows.Where(row => row.Id < bound);
        if (TimestampFilter.Parse(query.From)?.FirstId() is { } first)
            rows = rows.Where(row => row.Id >= first);
        if (TimestampFilter.Parse(query.To)?.FirstId() is { } end)
            rows = rows.Where(row => row.Id < end);
        if (query.DeliveryId is { } delivery)
            rows = rows.Where(row => row.DeliveryId == delivery);
        if (query.CourierId is { } courier)
            rows = rows.Where(row => row.CourierId == courier);
        if (query.DeviceId is { } device)
            rows = rows.Where(row => row.DeviceId == device);
        if (query.OrderId is { } order)
        {
            rows = rows.Where(row => database.Deliveries
                .Any(of => of.RetailerId == row.RetailerId && of.Id == row.DeliveryId && of.OrderId == order));
        }

        return rows;
    }

    /// <summary>Below the entry where the page before ended, in the delivery's own order; a cursor of another list is a time.</summary>
    private IQueryable<JournalRow> BeforeWithin(Guid delivery, Guid bound)
    {
        var last = all.Where(row => row.Id == bound && row.DeliveryId == delivery).Select(row => (int?)row.Sequence);
        return all.Where(row => row.Sequence < (last.FirstOrDefault() ?? int.MaxValue) && (row.Id < bound || last.Any()));
    }
}
