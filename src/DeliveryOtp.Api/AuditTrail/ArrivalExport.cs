using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>Streams all arrivals that match; a search by support is logged before anything is shown, and again with the number of rows.</summary>
public sealed class ArrivalExport(ArrivalQueries queries, SupportReads reads, StreamedExport exports, TimeProvider time)
{
    internal Task WriteAsync(
        Actor actor,
        RetailerId retailer,
        ArrivalStreamQuery query,
        ExportFormat format,
        HttpContext http,
        CancellationToken cancel)
    {
        var search = new Search(RecordId.Next(time.Now()), actor, retailer, "arrivals", query.Filters);
        var export = new Export<RecordedArrival>(
            search.Resource,
            ArrivalColumns.All,
            (before, size, until) => queries.ReadPageAsync(retailer, query, before, size, until),
            (rows, until) => reads.SearchAsync(search, rows, until));
        return exports.WriteAsync(export, format, http, cancel);
    }
}
