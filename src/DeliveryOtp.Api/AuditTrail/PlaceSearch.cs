using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>
/// The newest attempts in a circle, by the cells that it touches: the newest of each cell, put together. In SQL of its own,
/// since EF Core numbers the rows of the whole table to find "the newest of each".
/// </summary>
internal static class PlaceSearch
{
    private const string FineSql = Head + "fine_cell" + Tail;
    private const string CoarseSql = Head + "coarse_cell" + Tail;

    /// <summary>The ids come first, from an index that holds the place, too; only the page's rows are read after that.</summary>
    private const string Head =
        """
        select newest.id as "Value"
        from unnest({0}::int[]) as touched (cell)
        cross join lateral (
            select j.id from deliveryotp.journal j
            where j.retailer_id = {1} and j.kind = 'attempted' and j.id >= {2} and j.id < {3}
              and ({4}::text[] is null or j.outcome = any ({4}::text[]))
              and power(sin(radians(j.latitude - {5}) / 2), 2)
                  + cos(radians({5})) * cos(radians(j.latitude)) * power(sin(radians(j.longitude - {6}) / 2), 2) <= {7}
              and j.
        """;

    private const string Tail =
        """
         = touched.cell
            order by j.id desc
            limit {8}
        ) newest
        """;

    /// <summary>Their ids, in no order; at most <c>Count</c> of each cell.</summary>
    public static IQueryable<Guid> NewestIds(this DeliveryOtpDbContext database, PlaceGrid grid, int[] cells, PlaceQuery query) =>
        database.Database.SqlQueryRaw<Guid>(
            grid == PlaceGrid.Fine ? FineSql : CoarseSql,
            cells,
            query.Retailer.Value,
            query.First,
            query.End,
            query.Outcomes is [] ? DBNull.Value : query.Outcomes.Select(EnumName<AttemptOutcome>.Of).ToArray(),
            query.Centre.Latitude,
            query.Centre.Longitude,
            query.GreatestHaversine,
            query.Count);
}

/// <summary>What to look for in the cells.</summary>
/// <param name="Retailer">Whose attempts.</param>
/// <param name="First">The least id.</param>
/// <param name="End">Below this id.</param>
/// <param name="Outcomes">One of these; none: any.</param>
/// <param name="Centre">The centre of the circle.</param>
/// <param name="GreatestHaversine">sin²(radius / 2 Earth radii): grows with the distance.</param>
/// <param name="Count">How many of each cell.</param>
internal sealed record PlaceQuery(
    RetailerId Retailer,
    Guid First,
    Guid End,
    IReadOnlyList<AttemptOutcome> Outcomes,
    Domain.Places.Position Centre,
    double GreatestHaversine,
    int Count);
