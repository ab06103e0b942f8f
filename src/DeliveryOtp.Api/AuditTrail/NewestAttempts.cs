using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;
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
        var rows = new VisitFilter(database, database.AttemptsOf(retailer), query).Before(before);
        if (SignalOf(query.Place) is { } verdict)
            rows = WithSignal(rows, verdict);
        if (query.Signal is { } signal)
            rows = WithSignal(rows, signal);
        return query.Circle switch
        {
            null when query.Outcomes.Length > 1 && query.DeliveryId is null => NewestOfEachOutcome(rows, count),
            null => WithAnyOutcome(rows),
            var circle => NewestWithin(circle, WithAnyOutcome(rows), count, before),
        };
    }

    /// <summary>Each verdict but inside is a signal of the attempt itself, raised with it and whatever came of it.</summary>
    private static string? SignalOf(PlaceVerdict? place) => place switch
    {
        null => null,
        PlaceVerdict.Outside => SignalRules.Outside,
        PlaceVerdict.Unverified => SignalRules.Unverified,
        _ => throw new ArgumentOutOfRangeException(nameof(place), place, "No index holds these."),
    };

    /// <summary>The signals of attempts are in the order of time by themselves: those are gone through, and not the attempts.</summary>
    private IQueryable<JournalRow> WithSignal(IQueryable<JournalRow> rows, string signal) =>
        from raised in database.AttemptSignals
        where raised.RetailerId == retailer.Value && raised.Signal == signal
        join row in rows on raised.AttemptId equals row.Id
        select row;

    private static IQueryable<JournalRow> Newest(IQueryable<JournalRow> rows, int count) =>
        rows.OrderByDescending(row => row.Id).Take(count);

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
        .Select(outcome => Newest(rows.Where(row => row.Outcome == outcome), count))
        .Aggregate((all, next) => all.Concat(next));

    private IQueryable<JournalRow> NewestWithin(Circle circle, IQueryable<JournalRow> rows, int count, Guid? before)
    {
        var box = circle.Box();
        if (PlaceGrid.Fine.Covering(box, circle.Centre, circle.Radius) is { } cells)
        {
            var all = cells.All;
            return query.IsNarrow
                ? circle.Within(rows).Where(row => all.Contains(row.FineCell!.Value))
                : NewestInCells(PlaceGrid.Fine, cells, circle, count, before);
        }

        return PlaceGrid.Coarse.Covering(box, circle.Centre, circle.Radius) is { } wide && !query.IsNarrow
            ? NewestInCells(PlaceGrid.Coarse, wide, circle, count, before)
            : circle.Within(rows);
    }

    /// <summary>
    /// Only without a filter that leaves few rows anyway: to walk through those once for each cell would take longer than to
    /// look at the place of each.
    /// </summary>
    private IQueryable<JournalRow> NewestInCells(PlaceGrid grid, GridCover cells, Circle circle, int count, Guid? before)
    {
        Guid?[] ends = [before, query.ToTime?.FirstId(), Guid.AllBitsSet];
        var ids = database.NewestIds(grid, cells, new PlaceQuery(
            retailer,
            query.FromTime?.FirstId() ?? Guid.Empty,
            ends.Min()!.Value,
            query.Outcomes,
            circle.Centre,
            circle.GreatestHaversine,
            count));
        return from id in ids.OrderByDescending(id => id).Take(count)
               join row in database.AttemptsOf(retailer) on id equals row.Id
               select row;
    }
}
