namespace DeliveryOtp.Benchmarks.Reporting;

/// <summary>Columns of a terminal: the first to the left, numbers to the right.</summary>
internal sealed class TextTable(params string[] header)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [header];

    public void Add(params string[] row) => _rows.Add(row);

    public override string ToString()
    {
        var widths = header.Select((_, column) => _rows.Max(row => row[column].Length)).ToArray();
        return string.Concat(_rows.Select(row => Line(row, widths) + "\n"));
    }

    private static string Line(string[] row, int[] widths) => string.Join(
        Gap,
        row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd();
}
