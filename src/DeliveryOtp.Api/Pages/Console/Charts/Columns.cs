using DeliveryOtp.Api.Drawing;
using static System.FormattableString;

namespace DeliveryOtp.Api.Pages.Console.Charts;

/// <summary>Attempts over time as stacked columns: accepted below, wrong between, refused on top.</summary>
/// <param name="Picture">For a canvas.</param>
/// <param name="Title">What it is.</param>
/// <param name="Description">What it shows, in sentences.</param>
/// <param name="Rows">The same as figures: for the table that goes with it.</param>
/// <param name="HasMarks">Late and contested were counted, too.</param>
public sealed record Columns(Picture Picture, string Title, string Description, IReadOnlyList<Column> Rows, bool HasMarks)
{
    /// <param name="title">What the chart is.</param>
    /// <param name="columns">Oldest first, at least one.</param>
    /// <param name="hasMarks">Late and contested were counted, too.</param>
    public static Columns Of(string title, IReadOnlyList<Column> columns, bool hasMarks) => new(
        new ColumnsPainting(columns, hasMarks).Finish(),
        title,
        Describe(columns, hasMarks),
        columns,
        hasMarks);

    private static string Describe(IReadOnlyList<Column> columns, bool hasMarks)
    {
        int Sum(Func<Column, int> count) => columns.Sum(count);
        var attempts = Sum(column => column.Attempts);
        var span = $"From {columns[0].Name} to {columns[^1].Name}";
        if (attempts == 0)
            return $"{span}: no attempt.";

        var busiest = columns.MaxBy(column => column.Attempts)!;
        var marks = hasMarks ? Invariant($" Late: {Sum(column => column.Late)}, contested: {Sum(column => column.Contested)}.") : string.Empty;
        var many = attempts == 1 ? "1 attempt" : Invariant($"{attempts} attempts");
        return Invariant($"{span}: {many}, {Sum(column => column.Accepted)} accepted, {Sum(column => column.Wrong)} wrong, ")
            + Invariant($"{Sum(column => column.Refused)} refused.{marks} The busiest: {busiest.Name} with {busiest.Attempts}.");
    }
}
