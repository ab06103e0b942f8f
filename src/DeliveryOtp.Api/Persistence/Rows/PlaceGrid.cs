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

    /// <summary>The cell of a row's fix; null without a fix.</summary>
    public string Sql =>
        $"floor((latitude + 90) * {PerDegree})::int * {Columns} + floor((longitude + 180) * {PerDegree})::int";

    private int Columns => (360 * PerDegree) + 1;

    /// <summary>The cells that touch a circle, and perhaps a few more beside it; null: they are too many.</summary>
    /// <param name="box">A box round the circle.</param>
    /// <param name="centre">The circle's centre.</param>
    /// <param name="radius">The circle's radius.</param>
    public int[]? Covering(GeoBox box, Position centre, Metres radius)
    {
        var rows = Range(box.South + 90, box.North + 90);
        int[] columns = [.. box.Widths.SelectMany(width => Range(width.West + 180, width.East + 180)).Distinct()];
        return rows.Length * columns.Length > CellLimit
            ? null
            : [.. from row in rows
                  from column in columns
                  where Touches(row, column, centre, radius)
                  select (row * Columns) + column];
    }

    /// <summary>
    /// In a busy cell in a corner of the box nothing would match, and everything would be looked at. The margin is for the
    /// nearest point of a cell, which on a sphere is not quite where it is on a map.
    /// </summary>
    private bool Touches(int row, int column, Position centre, Metres radius)
    {
        const double Margin = 1.05;
        var south = ((double)row / PerDegree) - 90;
        var west = ((double)column / PerDegree) - 180;
        var size = 1.0 / PerDegree;
        var nearest = new Position(
            Math.Clamp(centre.Latitude, south, south + size),
            west + Math.Clamp(Math.IEEERemainder(centre.Longitude - west, 360), 0, size));
        return centre.DistanceTo(nearest).Value <= radius.Value * Margin;
    }

    private int[] Range(double from, double to)
    {
        var first = (int)Math.Floor(from * PerDegree);
        return [.. Enumerable.Range(first, (int)Math.Floor(to * PerDegree) - first + 1)];
    }
}

/// <summary>A box in WGS 84 degrees; in two parts where it lies across the antimeridian.</summary>
internal sealed record GeoBox(double South, double North, IReadOnlyList<(double West, double East)> Widths);
