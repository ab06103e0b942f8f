using System.Globalization;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>
/// Streams a whole result in constant memory: a short query for each page and nothing held between them, so that a slow
/// client costs no connection, no snapshot, and little more than a piece of memory. Newest first: what is recorded meanwhile is newer than the first page and
/// stays out.
/// </summary>
public sealed partial class AttemptExport(
    AttemptQueries queries,
    SupportReads reads,
    IOptions<JsonOptions> json,
    TimeProvider time,
    ILogger<AttemptExport> logger)
{
    /// <summary>Rows that are read before the client takes them: what a client costs that reads nothing.</summary>
    private const int PageSize = 500;

    private const int PieceBytes = 64 * 1024;

    /// <summary>The writer of CSV has a buffer of its own: how many rows it may hold back.</summary>
    private const int RowsBetweenLooks = 16;

    internal async Task WriteAsync(
        Actor actor,
        RetailerId retailer,
        AttemptStreamQuery query,
        ExportFormat format,
        HttpContext http,
        CancellationToken cancel)
    {
        var now = time.Now();
        var search = new Search(RecordId.Next(now), actor, retailer, "attempts", query.Filters);
        await reads.SearchAsync(search, rowsReturned: null, cancel);

        var tally = new Tally();
        try
        {
            await StreamAsync(retailer, query, format, http, now, tally, cancel);
        }
        catch (Exception failure) when (http.Response.HasStarted)
        {
            // The status is on its way, so only a broken connection can still say that this is not all.
            if (!http.RequestAborted.IsCancellationRequested)
                LogCutOff(failure, tally.Rows);
            http.Abort();
        }
        finally
        {
            await LogEndAsync(search, tally);
        }
    }

    private async Task StreamAsync(
        RetailerId retailer,
        AttemptStreamQuery query,
        ExportFormat format,
        HttpContext http,
        DateTimeOffset now,
        Tally tally,
        CancellationToken cancel)
    {
        var response = http.Response;
        using var piece = new MemoryStream(PieceBytes);
        using var writer = format.WriterTo(piece, json.Value.JsonSerializerOptions);
        Guid? before = null;
        IReadOnlyList<FoundAttempt> page;
        do
        {
            page = await queries.FindAsync(retailer, query, before, PageSize, cancel);
            if (before is null)
                SetHeaders(response, format, now);
            if (http.IsHead())
                return;

            foreach (var attempt in page.Select(queries.Read).OfType<RecordedAttempt>())
            {
                // Counted before they leave: what may have been seen counts as seen.
                tally.Rows++;
                writer.Write(attempt);
                if (tally.Rows % RowsBetweenLooks != 0)
                    continue;
                writer.Flush();
                if (piece.Length >= PieceBytes)
                    await SendAsync(piece, response, cancel);
            }

            before = page.Count > 0 ? page[^1].Id : null;
        }
        while (page.Count == PageSize);
        writer.Flush();
        await SendAsync(piece, response, cancel);
    }

    private static async Task SendAsync(MemoryStream piece, HttpResponse response, CancellationToken cancel)
    {
        await response.Body.WriteAsync(piece.GetBuffer().AsMemory(0, (int)piece.Length), cancel);
        await response.Body.FlushAsync(cancel);
        piece.SetLength(0);
    }

    /// <summary>Only once the first page is there: until then a failure is an ordinary problem.</summary>
    private static void SetHeaders(HttpResponse response, ExportFormat format, DateTimeOffset now)
    {
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        response.ContentType = format.ContentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"attempts-{stamp}.{format.Extension}\"";
    }

    /// <summary>Also when the client has gone: what it got before is a read like any other.</summary>
    private async Task LogEndAsync(Search search, Tally tally)
    {
        try
        {
            await reads.SearchAsync(search, tally.Rows, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // The row of the beginning stands, and says that the end is unknown.
            LogNoEnd(failure, tally.Rows);
        }
    }

    [LoggerMessage(EventName = "export_cut_off", Level = LogLevel.Error, Message = "A stream of attempts was cut off after {Rows} rows")]
    private partial void LogCutOff(Exception failure, long rows);

    [LoggerMessage(EventName = "export_end_unlogged", Level = LogLevel.Error, Message = "The end of a stream of {Rows} attempts could not be logged")]
    private partial void LogNoEnd(Exception failure, long rows);

    private sealed class Tally
    {
        public long Rows { get; set; }
    }
}
