using System.Text;
using DeliveryOtp.Cli.Simulation.Frauds;
using static System.FormattableString;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>The chart: one bar a fraud, split by how it ended.</summary>
internal static class ResultSvg
{
    private const int Left = 300;
    private const int BarWidth = 560;
    private const int RowHeight = 26;
    private const int Top = 70;

    private static readonly (string Label, string Colour)[] Endings =
    [
        ("prevented", "#2e7d32"),
        ("accepted, review", "#f9a825"),
        ("accepted, contested", "#ef6c00"),
        ("accepted unnoticed", "#c62828"),
    ];

    public static string Draw(Result result)
    {
        var height = Top + (RowHeight * AllFrauds.ByNumber.Count) + 20;
        var svg = new StringBuilder();
        svg.Append(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Left + BarWidth + 30} {height}\" "));
        svg.AppendLine("font-family=\"sans-serif\" font-size=\"13\">");
        svg.AppendLine("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        svg.Append(Invariant($"<text x=\"10\" y=\"24\" font-size=\"16\">How frauds end under {result.Title}: "));
        svg.AppendLine(Invariant($"{result.Run.Deliveries:N0} deliveries, seed {result.Run.Seed}</text>"));
        Legend(svg);
        foreach (var fraud in AllFrauds.ByNumber)
            Row(svg, fraud, result.Tally[fraud]);
        return svg.AppendLine("</svg>").ToString();
    }

    private static void Legend(StringBuilder svg)
    {
        for (var ending = 0; ending < Endings.Length; ending++)
        {
            var x = Left + (ending * BarWidth / Endings.Length);
            svg.Append(Invariant($"<rect x=\"{x}\" y=\"42\" width=\"12\" height=\"12\" fill=\"{Endings[ending].Colour}\"/>"));
            svg.AppendLine(Invariant($"<text x=\"{x + 17}\" y=\"53\" font-size=\"12\">{Endings[ending].Label}</text>"));
        }
    }

    private static void Row(StringBuilder svg, Fraud fraud, FraudTally sum)
    {
        var y = Top + ((fraud.Number - 1) * RowHeight);
        svg.AppendLine(Invariant($"<text x=\"{Left - 10}\" y=\"{y + 15}\" text-anchor=\"end\">{fraud.Name} ({fraud.Number})</text>"));
        var x = (double)Left;
        foreach (var ending in Enum.GetValues<Ending>())
        {
            var (label, colour) = Endings[(int)ending];
            var width = sum.Rate(ending) * BarWidth;
            svg.Append(Invariant($"<rect x=\"{x:F1}\" y=\"{y}\" width=\"{width:F1}\" height=\"20\" fill=\"{colour}\">"));
            svg.AppendLine(Invariant($"<title>{label} {sum.Rate(ending):P1}</title></rect>"));
            x += width;
        }
    }
}
