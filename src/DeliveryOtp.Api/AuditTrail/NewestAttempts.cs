using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>
/// The newest attempts that pass every filter. Each filter has an index in the order of time, so that a page costs the same
/// whatever lies below it; what is written here keeps the database on it.
/// </summary>
internal sealed class NewestAttempts(DeliveryOtpDbContext database, RetailerId retailer, AttemptQuery query)
{
    public IQueryable<JournalRow> Take(int count, Guid? before)
    {
        var rows = Filter(Attempts(), before);
        return query.Circle switch
        {
            null when query.Outcomes.Length > 1 => NewestOfEachOutcome(rows, count),
            null => WithAnyOutcome(rows),
            var circle => NewestWithin(circle, WithAnyOutcome(rows), count),
        };
    }

    private IQueryable<JournalRow> Attempts() =>
        database.Journal.Where(row => row.RetailerId == retailer.Value && row.Kind == JournalRow.AttemptedKind);

    private IQueryable<JournalRow> Filter(IQueryable<JournalRow> rows, Guid? before)
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
        // A literal: each signal has an index of its own, which only its name can choose.
        if (query.Signal is { } signal)
            rows = rows.Where(row => row.Signals!.Contains(EF.Constant(signal)));
        if (query.OrderId is { } order)
        {
            rows = rows.Where(row => database.Deliveries
                .Any(of => of.RetailerId == row.RetailerId && of.Id == row.DeliveryId && of.OrderId == order));
        }

        return rows;
    }

    private IQueryable<JournalRow> WithAnyOutcome(IQueryable<JournalRow> rows) => query.Outcomes switch
    {
        [] => rows,
        [var outcome] => rows.Where(row => row.Outcome == outcome),
        var outcomes => rows.Where(row => outcomes.Contains(row.Outcome!.Value)),
    };

    /// <summary>
    /// An index serves one outcome in the order of time. Several are the newest of each, put together: asked for as a set,
    /// they would have to be sorted whole.
    /// </summary>
    private IQueryable<JournalRow> NewestOfEachOutcome(IQueryable<JournalRow> rows, int count) => query.Outcomes
        .Select(outcome => rows.Where(row => row.Outcome == outcome).OrderByDescending(row => row.Id).Take(count))
        .Aggregate((all, next) => all.Concat(next));

    private IQueryable<JournalRow> NewestWithin(Circle circle, IQueryable<JournalRow> rows, int count)
    {
        var box = circle.Box();
        rows = circle.Within(rows);
        if (PlaceGrid.Fine.Covering(box) is { } cells)
            return NewestInCells(rows, cells, nameof(JournalRow.FineCell), count);
        return PlaceGrid.Coarse.Covering(box) is { } wide
            ? NewestInCells(rows, wide, nameof(JournalRow.CoarseCell), count)
            : rows;
    }

    /// <summary>
    /// The newest of each cell, put together. Beside a filter that leaves few rows anyway, the cells only have to fit: to walk
    /// through those rows once for each cell would take longer.
    /// </summary>
    private IQueryable<JournalRow> NewestInCells(IQueryable<JournalRow> rows, int[] cells, string column, int count)
    {
        if (query.IsNarrow)
            return rows.Where(row => cells.Contains(EF.Property<int?>(row, column)!.Value));

        // Ids first, which the index holds together with the place; the rows of the page after that.
        var ids =
            (from cell in database.Database.SqlQuery<int>($"select unnest({cells}) as \"Value\"")
             from id in rows.Where(row => EF.Property<int?>(row, column) == cell)
                 .OrderByDescending(row => row.Id).Select(row => row.Id).Take(count)
             select id)
            .OrderByDescending(id => id)
            .Take(count);
        return from id in ids join row in Attempts() on id equals row.Id select row;
    }
}
