using DeliveryOtp.Api.Drawing;

namespace DeliveryOtp.Api.Pages.Console.Charts;

/// <summary>Rates beside the fleet's, each as a dot with its interval, on one scale.</summary>
/// <param name="Picture">For a canvas.</param>
/// <param name="Title">What it is.</param>
/// <param name="Description">What it shows, in sentences.</param>
/// <param name="Rows">The same as figures: for the table that goes with it.</param>
public sealed record Whiskers(Picture Picture, string Title, string Description, IReadOnlyList<Whisker> Rows)
{
    private const double Width = 400;
    private const double Left = 90;
    private const double Right = Width - 26;
    private const double Top = 30;
    private const double RowHeight = 36;
    private const double TextSize = 14;
    private const double Cap = 6;
    private const double DotRadius = 5;

    /// <param name="title">What the chart is.</param>
    /// <param name="rows">At least one.</param>
    public static Whiskers Of(string title, IReadOnlyList<Whisker> rows)
    {
        var axis = Axis.OfShares(rows.Max(row => row.IsTooFew ? row.FleetRate : Math.Max(row.Upper, row.FleetRate)));
        var bottom = Top + (rows.Count * RowHeight);
        var shapes = Legend()
            .Concat(Scale(axis, bottom))
            .Concat(rows.SelectMany((row, index) => Row(row, axis, Top + ((index + 0.5) * RowHeight))));
        return new Whiskers(
            new Picture(Width, bottom + 26, [.. shapes]),
            title,
            string.Join(' ', rows.Select(row => $"{row.Name}: {row.Share}, fleet {row.Fleet}: {row.Verdict}.")),
            rows);
    }

    private static double X(double share, Axis axis) => Left + (share / axis.End * (Right - Left));

    private static IEnumerable<Shape> Legend() =>
    [
        new Ring(Part.Rate, new Point(Left + 6, 12), DotRadius),
        new Caption(Part.Label, new Point(Left + 16, 17), "rate", Align.Start, TextSize),
        .. Line(Left + 64, Left + 88, 12),
        new Caption(Part.Label, new Point(Left + 95, 17), "95\u00a0% interval", Align.Start, TextSize),
        new Stroke(Part.Fleet, new Point(Left + 208, 3), new Point(Left + 208, 21)),
        new Caption(Part.Label, new Point(Left + 216, 17), "fleet", Align.Start, TextSize),
    ];

    private static IEnumerable<Shape> Scale(Axis axis, double bottom)
    {
        foreach (var tick in axis.Ticks)
        {
            var x = X(tick, axis);
            yield return new Stroke(tick == 0 ? Part.Axis : Part.Grid, new Point(x, Top), new Point(x, bottom));
            yield return new Caption(Part.Label, new Point(x, bottom + 18), Whisker.Percent(tick), Align.Middle, TextSize);
        }
    }

    private static IEnumerable<Shape> Row(Whisker row, Axis axis, double y)
    {
        yield return new Caption(Part.Label, new Point(Left - 10, y + 5), row.IsAbove ? $"{row.Name} ▲" : row.Name, Align.End, TextSize);
        var fleet = X(row.FleetRate, axis);
        yield return new Stroke(Part.Fleet, new Point(fleet, y - (RowHeight / 2) + 5), new Point(fleet, y + (RowHeight / 2) - 5));
        if (row.IsTooFew)
        {
            var aside = fleet < (Left + Right) / 2 ? fleet : Left;
            yield return new Caption(Part.Label, new Point(aside + 10, y + 5), row.Verdict, Align.Start, TextSize);
            yield break;
        }

        foreach (var shape in Line(X(row.Lower, axis), X(row.Upper, axis), y))
            yield return shape;
        yield return new Ring(new Look(Part.Rate, row.IsAbove ? Tone.Warn : Tone.Plain), new Point(X(row.Rate, axis), y), DotRadius);
    }

    private static IEnumerable<Shape> Line(double from, double to, double y) =>
    [
        new Stroke(Part.Whisker, new Point(from, y), new Point(to, y)),
        new Stroke(Part.Whisker, new Point(from, y - Cap), new Point(from, y + Cap)),
        new Stroke(Part.Whisker, new Point(to, y - Cap), new Point(to, y + Cap)),
    ];
}
