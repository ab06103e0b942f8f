using System.Text.Json;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>A format in which attempts are streamed.</summary>
internal sealed record ExportFormat(
    string MediaType,
    string ContentType,
    string Extension,
    Func<Stream, JsonSerializerOptions, IAttemptWriter> WriterTo)
{
    public static readonly ExportFormat Csv =
        new("text/csv", "text/csv; charset=utf-8; header=present", "csv", (stream, _) => new AttemptCsvWriter(stream));

    private static readonly ExportFormat[] All =
    [
        Csv,
        new("application/x-ndjson", "application/x-ndjson", "ndjson", (stream, json) => new AttemptJsonWriter(stream, json)),
    ];

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

    private sealed record Choice(ExportFormat? Format);
}

/// <summary>Writes attempts in one format.</summary>
internal interface IAttemptWriter : IDisposable
{
    void Write(RecordedAttempt attempt);

    /// <summary>Hands everything that was written to the stream.</summary>
    void Flush();
}
