using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>
/// A grid over the Earth. The cell of a fix is a column with an index, newest first: what happened last in a few cells is
/// found as fast among ten million attempts as among a thousand.
/// </summary>
/// <param name="PerDegree">Rows of cells in a degree of latitude, and columns in one of longitude.</param>
internal sealed record PlaceGrid(int PerDegree)
{
    /// <summary>Cells 1.1 km high: a doorstep to a town.</summary>
    public static readonly PlaceGrid Fine = new(100);

    /// <summary>Cells 18.5 km high: a town to a region.</summary>
    public static readonly PlaceGrid Coarse = new(6);

    private const int CellLimit = 256;
    private const double Margin = 0.05;

    /// <summary>The cell of a row's fix; null without a fix.</summary>
    public string Sql =>
        $"floor((latitude + 90) * {PerDegree})::int * {Columns} + floor((longitude + 180) * {PerDegree})::int";

    private int Columns => (360 * PerDegree) + 1;

    /// <summary>The cells that touch a circle, and perhaps a few more beside it; null: they are too many.</summary>
    /// <param name="box">A box round the circle.</param>
    /// <param name="centre">The circle's centre.</param>
    /// <param name="radius">The circle's radius.</param>
    public GridCover? Covering(GeoBox box, Position centre, Metres radius)
    {
        var rows = Range(box.South + 90, box.North + 90);
        int[] columns = [.. box.Widths.SelectMany(width => Range(width.West + 180, width.East + 180)).Distinct()];
        if (rows.Length * columns.Length > CellLimit)
            return null;

        var touched = (from row in rows
                       from column in columns
                       where Touches(row, column, centre, radius)
                       select (Cell: (row * Columns) + column, IsInside: IsInside(row, column, centre, radius))).ToLookup(cell => cell.IsInside, cell => cell.Cell);
        return new GridCover([.. touched[true]], [.. touched[false]]);
    }

    /// <summary>
    /// In a busy cell in a corner of the box nothing would match, and everything would be looked at. The margin is for the
    /// nearest point of a cell, which on a sphere is not quite where it is on a map.
    /// </summary>
    private bool Touches(int row, int column, Position centre, Metres radius)
    {
        var (south, west, size) = CornerOf(row, column);
        var nearest = new Position(
            Math.Clamp(centre.Latitude, south, south + size),
            west + Math.Clamp(Math.IEEERemainder(centre.Longitude - west, 360), 0, size));
        return centre.DistanceTo(nearest).Value <= radius.Value * (1 + Margin);
    }

    /// <summary>All of it is in the circle: its corners are, by the same margin.</summary>
    private bool IsInside(int row, int column, Position centre, Metres radius)
    {
        var (south, west, size) = CornerOf(row, column);
        return Array.TrueForAll(
            [(south, west), (south, west + size), (south + size, west), (south + size, west + size)],
            corner => centre.DistanceTo(new Position(corner.Item1, corner.Item2)).Value <= radius.Value * (1 - Margin));
    }

    private (double South, double West, double Size) CornerOf(int row, int column) =>
        (((double)row / PerDegree) - 90, ((double)column / PerDegree) - 180, 1.0 / PerDegree);

    private int[] Range(double from, double to)
    {
        var first = (int)Math.Floor(from * PerDegree);
        return [.. Enumerable.Range(first, (int)Math.Floor(to * PerDegree) - first + 1)];
    }
}

/// <summary>A box in WGS 84 degrees; in two parts where it lies across the antimeridian.</summary>
internal sealed record GeoBox(double South, double North, IReadOnlyList<(double West, double East)> Widths);

/// <summary>Cells that cover a circle.</summary>
/// <param name="Inside">Wholly in it.</param>
/// <param name="Edge">In part, or beside it.</param>
internal sealed record GridCover(int[] Inside, int[] Edge)
{
    public int[] All => [.. Inside, .. Edge];
}
