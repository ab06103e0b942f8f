using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>Streams all attempts that match; a search by support is logged before anything is shown, and again with the number of rows.</summary>
public sealed class AttemptExport(AttemptQueries queries, SupportReads reads, StreamedExport exports, TimeProvider time)
{
    internal Task WriteAsync(
        Actor actor,
        RetailerId retailer,
        AttemptStreamQuery query,
        ExportFormat format,
        HttpContext http,
        CancellationToken cancel)
    {
        var search = new Search(RecordId.Next(time.Now()), actor, retailer, "attempts", query.Filters);
        var export = new Export<RecordedAttempt>(
            search.Resource,
            AttemptColumns.All,
            (before, size, until) => queries.ReadPageAsync(retailer, query, before, size, until),
            (rows, until) => reads.SearchAsync(search, rows, until));
        return exports.WriteAsync(export, format, http, cancel);
    }
}
