using System.Globalization;
using System.Net;
using System.Text;

namespace DeliveryOtp.Benchmarks.Reporting;

/// <summary>A bar, and how far apart the runs behind it were.</summary>
internal sealed record Bar(string Label, Spread Value, bool IsFloor);

/// <summary>A chart of horizontal bars as SVG, with whiskers from the least to the most and a line at the floor.</summary>
internal static class BarChart
{
    private const int Width = 860;
    private const int Left = 220;
    private const int Right = 110;
    private const int Top = 70;
    private const int RowHeight = 40;
    private const int BarHeight = 24;
    private const int WhiskerHeight = 10;
    private const int Bottom = 30;
    private const string FloorColour = "#8a8f98";
    private const string FloorLineColour = "#c0392b";
    private const string ServiceColour = "#2f6fde";

    public static string Draw(string title, string subtitle, IReadOnlyList<Bar> bars, double floor)
    {
        var height = Top + (bars.Count * RowHeight) + Bottom;
        var scale = (Width - Left - Right) / Math.Max(floor, bars.Max(bar => bar.Value.Max));
        var svg = new StringBuilder();
        Append(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" """);
        Append(svg, $"""font-family="sans-serif" font-size="14">""");
        Append(svg, $"""<rect width="{Width}" height="{height}" fill="white"/>""");
        Append(svg, $"""<text x="16" y="26" font-size="18" font-weight="bold">{Escape(title)}</text>""");
        Append(svg, $"""<text x="16" y="48" font-size="12" fill="#555">{Escape(subtitle)}</text>""");
        for (var row = 0; row < bars.Count; row++)
            AppendBar(svg, bars[row], Top + (row * RowHeight), scale);

        AppendFloor(svg, Left + (floor * scale), height - Bottom);
        return svg.AppendLine("</svg>").ToString();
    }

    private static void AppendBar(StringBuilder svg, Bar bar, int top, double scale)
    {
        var middle = top + (BarHeight / 2);
        var (least, most) = (Left + (bar.Value.Min * scale), Left + (bar.Value.Max * scale));
        var (whiskerTop, whiskerEnd) = (middle - (WhiskerHeight / 2), middle + (WhiskerHeight / 2));
        var colour = bar.IsFloor ? FloorColour : ServiceColour;
        Append(svg, $"""<text x="{Left - 12}" y="{middle + 5}" text-anchor="end">{Escape(bar.Label)}</text>""");
        var width = bar.Value.Median * scale;
        Append(svg, $"""<rect x="{Left}" y="{top}" width="{width:F1}" height="{BarHeight}" fill="{colour}"/>""");
        AppendLine(svg, least, middle, most, middle, stroke: "black");
        AppendLine(svg, least, whiskerTop, least, whiskerEnd, stroke: "black");
        AppendLine(svg, most, whiskerTop, most, whiskerEnd, stroke: "black");
        Append(svg, $"""<text x="{most + 10:F1}" y="{middle + 5}">{Numbers.Whole(bar.Value.Median)}/s</text>""");
    }

    private static void AppendFloor(StringBuilder svg, double x, int bottom)
    {
        AppendLine(svg, x, Top - 8, x, bottom, FloorLineColour);
        Append(svg, $"""<text x="{x:F1}" y="{bottom + 16}" text-anchor="middle" font-size="12" fill="{FloorLineColour}">""");
        svg.AppendLine("the floor: PostgreSQL alone</text>");
    }

    private static void AppendLine(StringBuilder svg, double x1, double y1, double x2, double y2, string stroke) =>
        Append(svg, $"""<line x1="{x1:F1}" y1="{y1:F1}" x2="{x2:F1}" y2="{y2:F1}" stroke="{stroke}"/>""");

    private static void Append(StringBuilder svg, FormattableString element) =>
        svg.AppendLine(element.ToString(CultureInfo.InvariantCulture));

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
