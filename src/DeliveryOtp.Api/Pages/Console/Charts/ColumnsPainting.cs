using DeliveryOtp.Api.Drawing;
using static System.FormattableString;

namespace DeliveryOtp.Api.Pages.Console.Charts;

/// <summary>Columns in the making. As wide as a small screen's card, so that its text can be read there.</summary>
internal sealed class ColumnsPainting
{
    private const double Width = 400;
    private const double PlotHeight = 150;
    private const double Left = 40;
    private const double Right = Width - 6;
    private const double TextSize = 14;
    private const double LegendLine = 22;

    /// <summary>Above the highest column: the marks stand there.</summary>
    private const double Headroom = 26;

    private const double WidestColumn = 30;
    private const double BetweenParts = 1;
    private const double BetweenLabels = 14;

    private readonly IReadOnlyList<Column> _columns;
    private readonly bool _hasMarks;
    private readonly Axis _axis;
    private readonly double _top;
    private readonly List<Shape> _shapes = [];

    public ColumnsPainting(IReadOnlyList<Column> columns, bool hasMarks)
    {
        (_columns, _hasMarks) = (columns, hasMarks);
        _axis = Axis.OfCounts(columns.Max(column => column.Attempts));
        _top = (hasMarks ? 2 * LegendLine : LegendLine) + Headroom;
    }

    private double Bottom => _top + PlotHeight;

    private double Slot => (Right - Left) / _columns.Count;

    public Picture Finish()
    {
        PaintLegend();
        PaintAxis();
        for (var index = 0; index < _columns.Count; index++)
            PaintColumn(_columns[index], Middle(index));
        PaintLabels();
        return new Picture(Width, Bottom + 24, _shapes);
    }

    private double Middle(int index) => Left + ((index + 0.5) * Slot);

    private double HeightOf(double count) => count / _axis.End * PlotHeight;

    private void PaintLegend()
    {
        (Part Part, string Text, double X)[] outcomes = [(Part.Accepted, "accepted", 0), (Part.Wrong, "wrong", 96), (Part.Refused, "refused", 174)];
        foreach (var (part, text, x) in outcomes)
        {
            _shapes.Add(new Block(part, new Point(Left + x, 4), 12, 12));
            _shapes.Add(new Caption(Part.Label, new Point(Left + x + 18, 15), text, Align.Start, TextSize));
        }

        if (!_hasMarks)
            return;
        PaintMark(Part.Late, new Point(Left + 6, LegendLine + 10));
        _shapes.Add(new Caption(Part.Label, new Point(Left + 18, LegendLine + 15), "late", Align.Start, TextSize));
        PaintMark(Part.Contested, new Point(Left + 102, LegendLine + 10));
        _shapes.Add(new Caption(Part.Label, new Point(Left + 114, LegendLine + 15), "contested", Align.Start, TextSize));
    }

    private void PaintAxis()
    {
        foreach (var tick in _axis.Ticks)
        {
            var y = Bottom - HeightOf(tick);
            _shapes.Add(new Stroke(tick == 0 ? Part.Axis : Part.Grid, new Point(Left, y), new Point(Right, y)));
            _shapes.Add(new Caption(Part.Label, new Point(Left - 6, y + (TextSize * 0.36)), CountOf(tick), Align.End, TextSize));
        }
    }

    private void PaintColumn(Column column, double middle)
    {
        var width = Math.Min(Slot * 0.72, WidestColumn);
        var y = Bottom;
        foreach (var (part, count) in new[] { (Part.Accepted, column.Accepted), (Part.Wrong, column.Wrong), (Part.Refused, column.Refused) })
        {
            if (count == 0)
                continue;
            var height = HeightOf(count);
            _shapes.Add(new Block(part, new Point(middle - (width / 2), y - height), width, Math.Max(height - BetweenParts, height / 2)));
            y -= height;
        }

        if (!_hasMarks)
            return;
        if (column.Late > 0)
            PaintMark(Part.Late, new Point(middle, y - 7));
        if (column.Contested > 0)
            PaintMark(Part.Contested, new Point(middle, y - (column.Late > 0 ? 19 : 7)));
    }

    /// <summary>Told apart by shape: a triangle is late, a lozenge is contested.</summary>
    private void PaintMark(Part part, Point at) => _shapes.Add(new Outline(
        part,
        part == Part.Late
            ? [new(at.X, at.Y - 5), new(at.X + 5, at.Y + 4), new(at.X - 5, at.Y + 4)]
            : [new(at.X, at.Y - 6), new(at.X + 5, at.Y), new(at.X, at.Y + 6), new(at.X - 5, at.Y)]));

    /// <summary>As many as can stand side by side, the newest among them.</summary>
    private void PaintLabels()
    {
        var free = Width;
        for (var index = _columns.Count - 1; index >= 0; index--)
        {
            var half = _columns[index].Label.Length * TextSize * 0.3;
            var x = Math.Min(Middle(index), Width - half);
            if (x + half > free || x - half < 0)
                continue;
            _shapes.Add(new Caption(Part.Label, new Point(x, Bottom + 18), _columns[index].Label, Align.Middle, TextSize));
            free = x - half - BetweenLabels;
        }
    }

    private static string CountOf(double tick) => tick < 10_000 ? Invariant($"{tick:0}") : Invariant($"{tick / 1000:0.#}k");
}
