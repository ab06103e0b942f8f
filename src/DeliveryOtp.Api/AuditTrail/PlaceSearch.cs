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
    /// <summary>So few of each cell are enough for most pages, if there are many cells.</summary>
    private const int FewOfCell = 8;

    private static readonly string FineSql = SqlOf("fine_cell");
    private static readonly string CoarseSql = SqlOf("coarse_cell");

    /// <summary>
    /// A few of each cell inside first, where every attempt matches: the page ends no later than with the last of those. Then, down to there, what
    /// else busy cells have, and the cells on the edge, where a search for a few that match may look at thousands that don't. The ids come from
    /// an index that holds the place, too; only the page's rows are read after that.
    /// </summary>
    private static string SqlOf(string cell) =>
        $$"""
        with few as materialized (
            select inside.cell, newest.id
            from unnest({0}::int[]) as inside (cell)
            cross join lateral (
                {{Matching}} and j.id >= {2} and j.id < {3} and j.{{cell}} = inside.cell
                order by j.id desc
                limit {9}) newest),
        page as (
            select coalesce((select few.id from few order by few.id desc offset {8} - 1 limit 1), {2}) as last),
        rest as (
            select few.cell, (array_agg(few.id order by few.id))[1] as below
            from few
            group by few.cell
            having count(*) = {9}
            union all
            select edge.cell, {3} from unnest({10}::int[]) as edge (cell))
        select few.id as "Value" from few
        union all
        select more.id
        from page
        join rest on rest.below > page.last
        cross join lateral (
            {{Matching}} and j.id >= page.last and j.id < rest.below and j.{{cell}} = rest.cell
            order by j.id desc
            limit {8}) more
        """;

    private const string Matching =
        """
        select j.id from deliveryotp.journal j
        where j.retailer_id = {1} and j.kind = 'attempted'
            and ({4}::text[] is null or j.outcome = any ({4}::text[]))
            and power(sin(radians(j.latitude - {5}) / 2), 2)
                + cos(radians({5})) * cos(radians(j.latitude)) * power(sin(radians(j.longitude - {6}) / 2), 2) <= {7}
        """;

    /// <summary>Their ids, in no order; the <c>Count</c> newest among them.</summary>
    public static IQueryable<Guid> NewestIds(this DeliveryOtpDbContext database, PlaceGrid grid, GridCover cells, PlaceQuery query) =>
        database.Database.SqlQueryRaw<Guid>(
            grid == PlaceGrid.Fine ? FineSql : CoarseSql,
            cells.Inside,
            query.Retailer.Value,
            query.First,
            query.End,
            query.Outcomes is [] ? DBNull.Value : query.Outcomes.Select(EnumName<AttemptOutcome>.Of).ToArray(),
            query.Centre.Latitude,
            query.Centre.Longitude,
            query.GreatestHaversine,
            query.Count,
            Math.Min(query.Count, Math.Max(FewOfCell, query.Count / Math.Max(1, cells.Inside.Length) * 2)),
            cells.Edge);
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
