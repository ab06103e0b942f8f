using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>Streams all deliveries that match; a search by support is logged before anything is shown, and again with the number of rows.</summary>
public sealed class DeliveryExport(DeliveryQueries queries, SupportReads reads, StreamedExport exports, TimeProvider time)
{
    internal Task WriteAsync(
        Actor actor,
        RetailerId retailer,
        DeliveryStreamQuery query,
        ExportFormat format,
        HttpContext http,
        CancellationToken cancel)
    {
        var search = new Search(RecordId.Next(time.Now()), actor, retailer, "deliveries", query.Filters);
        var export = new Export<DeliveryResponse>(
            search.Resource,
            DeliveryColumns.All,
            (before, size, until) => queries.ReadPageAsync(retailer, query, before, size, until),
            (rows, until) => reads.SearchAsync(search, rows, until));
        return exports.WriteAsync(export, format, http, cancel);
    }
}
