using System.Text.Json;

namespace DeliveryOtp.Api.Http.Exports;

/// <summary>A format in which a whole result is streamed.</summary>
internal sealed record ExportFormat(string MediaType, string ContentType, string Extension)
{
    public static readonly ExportFormat Csv = new("text/csv", "text/csv; charset=utf-8; header=present", "csv");

    public static readonly ExportFormat Ndjson = new("application/x-ndjson", "application/x-ndjson", "ndjson");

    private static readonly ExportFormat[] All = [Csv, Ndjson];

    /// <summary>
    /// What the Accept header (RFC 9110) likes best, the first of equals. Null: a JSON page, which is also what wildcards,
    /// unknown types and an unreadable header get.
    /// </summary>
    public static ExportFormat? WantedBy(HttpRequest request) => request.GetTypedHeaders().Accept
        .Where(range => range.Quality is not 0)
        .OrderByDescending(range => range.Quality ?? 1)
        .Select(range => range.MediaType.Value switch
        {
            "*/*" or "application/*" or "application/json" => new Choice(null),
            var name when All.FirstOrDefault(format =>
                format.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } format => new Choice(format),
            _ => null,
        })
        .FirstOrDefault(choice => choice is not null)?.Format;

    public IExportWriter<TItem> WriterTo<TItem>(Stream stream, IReadOnlyList<CsvColumn<TItem>> columns, JsonSerializerOptions json) =>
        this == Csv ? new CsvExport<TItem>(stream, columns) : new NdjsonExport<TItem>(stream, json);

    private sealed record Choice(ExportFormat? Format);
}
