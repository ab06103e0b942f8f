using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Budgets;
using DeliveryOtp.Api.Http.Exports;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>The audit trail: every arrival that was ever recorded.</summary>
[Route("/v1/arrivals")]
[Tags("Audit trail")]
[Authorize(Roles = $"{Roles.Retailer},{Roles.Support}")]
public sealed class ArrivalsController(ArrivalQueries queries, ArrivalExport export) : ApiController
{
    /// <summary>Finds arrivals, newest first.</summary>
    /// <remarks>
    /// `Accept: text/csv` or `application/x-ndjson` streams the whole result instead of a page; `limit` and `cursor` are
    /// refused then. A stream that fails is cut off, so a complete one is one that ends properly. Any other `Accept` gets
    /// the page. In CSV, text that a spreadsheet would take for a formula starts with an apostrophe.
    /// </remarks>
    [HttpGet(Name = "listArrivals")]
    [Produces("application/json", "text/csv", "application/x-ndjson")]
    [ProducesResponseType<Page<RecordedArrival>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List([FromQuery] ArrivalQuery query, CancellationToken cancel) =>
        Ok(await queries.ListAsync(Caller.Actor, Caller.Tenant, query, cancel));

    /// <summary>The stream, which takes as long as its client does; each query of it is short.</summary>
    [HttpGet]
    [AcceptsStream]
    [ExportBudget]
    [DisableRequestTimeout]
    [ApiExplorerSettings(IgnoreApi = true)]
    public async Task<IActionResult> Stream([FromQuery] ArrivalStreamQuery query, CancellationToken cancel)
    {
        await export.WriteAsync(Caller.Actor, Caller.Tenant, query, ExportFormat.WantedBy(Request)!, HttpContext, cancel);
        return new EmptyResult();
    }

    /// <summary>Reads an arrival.</summary>
    /// <param name="id">The arrival.</param>
    /// <param name="cancel">The client has gone.</param>
    [HttpGet("{id:guid}", Name = "getArrival")]
    [ProducesResponseType<RecordedArrival>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Get(Guid id, CancellationToken cancel) =>
        await queries.GetAsync(Caller.Actor, Caller.Tenant, id, cancel) is { } arrival
            ? Ok(arrival)
            : NotFoundProblem("arrival");
}
