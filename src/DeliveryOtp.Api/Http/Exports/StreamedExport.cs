using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Http.Exports;

/// <summary>
/// Streams a whole result in constant memory: a short query for each page and nothing held between them, so that a slow
/// client costs no connection, no snapshot, and little more than a piece of memory. Newest first: what is recorded meanwhile is newer than the first page and
/// stays out.
/// </summary>
public sealed partial class StreamedExport(IOptions<JsonOptions> json, TimeProvider time, ILogger<StreamedExport> logger)
{
    /// <summary>Rows that are read before the client takes them: what a client costs that reads nothing.</summary>
    private const int PageSize = 500;

    private const int PieceBytes = 64 * 1024;

    /// <summary>The writer of CSV has a buffer of its own: how many rows it may hold back.</summary>
    private const int RowsBetweenLooks = 16;

    internal async Task WriteAsync<TItem>(Export<TItem> export, ExportFormat format, HttpContext http, CancellationToken cancel)
    {
        await export.Record(null, cancel);

        var tally = new Tally();
        try
        {
            await StreamAsync(export, format, http, tally, cancel);
        }
        catch (Exception failure) when (http.Response.HasStarted)
        {
            // The status is on its way, so only a broken connection can still say that this is not all.
            if (!http.RequestAborted.IsCancellationRequested)
                LogCutOff(failure, export.Name, tally.Rows);
            http.Abort();
        }
        finally
        {
            await RecordEndAsync(export, tally);
        }
    }

    private async Task StreamAsync<TItem>(Export<TItem> export, ExportFormat format, HttpContext http, Tally tally, CancellationToken cancel)
    {
        var response = http.Response;
        using var piece = new MemoryStream(PieceBytes);
        using var writer = format.WriterTo(piece, export.Columns, json.Value.JsonSerializerOptions);
        Guid? before = null;
        do
        {
            var page = await export.ReadPage(before, PageSize, cancel);
            if (before is null)
                SetHeaders(response, export.Name, format, time.GetUtcNow());
            if (http.IsHead())
                return;

            foreach (var item in page.Items)
            {
                // Counted before they leave: what may have been seen counts as seen.
                tally.Rows++;
                writer.Write(item);
                if (tally.Rows % RowsBetweenLooks != 0)
                    continue;
                writer.Flush();
                if (piece.Length >= PieceBytes)
                    await SendAsync(piece, response, cancel);
            }

            before = page.Last;
        }
        while (before is not null);
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
    private static void SetHeaders(HttpResponse response, string name, ExportFormat format, DateTimeOffset now)
    {
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        response.ContentType = format.ContentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}-{stamp}.{format.Extension}\"";
    }

    /// <summary>Also when the client has gone: what it got before is a read like any other.</summary>
    private async Task RecordEndAsync<TItem>(Export<TItem> export, Tally tally)
    {
        try
        {
            await export.Record(tally.Rows, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // What was recorded of the beginning stands, and says that the end is unknown.
            LogNoEnd(failure, export.Name, tally.Rows);
        }
    }

    [LoggerMessage(EventName = "export_cut_off", Level = LogLevel.Error, Message = "A stream of {Items} was cut off after {Rows} rows")]
    private partial void LogCutOff(Exception failure, string items, long rows);

    [LoggerMessage(EventName = "export_end_unlogged", Level = LogLevel.Error, Message = "The end of a stream of {Items} could not be logged after {Rows} rows")]
    private partial void LogNoEnd(Exception failure, string items, long rows);

    private sealed class Tally
    {
        public long Rows { get; set; }
    }
}
