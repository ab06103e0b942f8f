namespace DeliveryOtp.Api.Http.Exports;

/// <summary>A whole result to be streamed, newest first.</summary>
/// <param name="Name">What the items are, in the plural: <c>attempts</c>. The file is named after them.</param>
/// <param name="Columns">Those of its CSV.</param>
/// <param name="ReadPage">At most so many rows, older than this id; null: the newest.</param>
/// <param name="Record">
/// Leaves a trace of who has seen how many items, as the feature wants one: null before the first is read, their number when the stream is over.
/// </param>
internal sealed record Export<TItem>(
    string Name,
    IReadOnlyList<CsvColumn<TItem>> Columns,
    Func<Guid?, int, CancellationToken, Task<ExportPage<TItem>>> ReadPage,
    Func<long?, CancellationToken, Task> Record);

/// <summary>What one query of an export has found.</summary>
/// <param name="Items">May be read once.</param>
/// <param name="Last">The id of the last row, behind which there may be more; null: this is the end.</param>
internal sealed record ExportPage<TItem>(IEnumerable<TItem> Items, Guid? Last);

internal static class ExportPage
{
    /// <summary>The items of rows, of which at most <paramref name="size"/> were asked for; a row that gives no item is left out.</summary>
    public static ExportPage<TItem> Of<TRow, TItem>(IReadOnlyList<TRow> rows, int size, Func<TRow, Guid> idOf, Func<TRow, TItem?> itemOf)
        where TItem : class =>
        new(rows.Select(itemOf).OfType<TItem>(), rows.Count == size ? idOf(rows[^1]) : null);
}
