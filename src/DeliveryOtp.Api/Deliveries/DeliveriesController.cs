using System.Diagnostics;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Budgets;
using DeliveryOtp.Api.Http.Exports;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>Deliveries and their first codes.</summary>
[Route("/v1/deliveries")]
[Tags("Deliveries")]
public sealed class DeliveriesController(IssuingService issuing, DeliveryQueries queries, DeliveryExport export) : ApiController
{
    /// <summary>Creates a delivery and issues its code (R1).</summary>
    /// <remarks>With an Idempotency-Key, a repeat answers what the first request was answered.</remarks>
    /// <response code="201">The delivery and its code, to pass on to the recipient.</response>
    /// <response code="200">The delivery was created before, with the same Idempotency-Key.</response>
    [HttpPost(Name = "createDelivery")]
    [Authorize(Roles = Roles.Retailer)]
    [IdempotencyKey]
    [AnswersLocation]
    [AnswersProblem("order_exists")]
    [ProducesResponseType<IssuedDeliveryResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<IssuedDeliveryResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Create(CreateDeliveryRequest request, CancellationToken cancel)
    {
        var idempotency = Idempotency.RequestOf(HttpContext, request);
        return await issuing.IssueAsync(Caller.Actor, Caller.Tenant, request, idempotency, cancel) switch
        {
            IssuingResult.Issued issued => Created(issued),
            IssuingResult.OrderExists exists => OrderExistsProblem(exists.Holder),
            IssuingResult.Busy => Problem(ProblemKind.Unavailable),
            IssuingResult.KeyReused => Problem(ProblemKind.IdempotencyKeyReused),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Lists deliveries, newest first.</summary>
    /// <remarks>
    /// `Accept: text/csv` or `application/x-ndjson` streams the whole result instead of a page; `limit` and `cursor` are
    /// refused then. A stream that fails is cut off, so a complete one is one that ends properly. Any other `Accept` gets
    /// the page. In CSV, text that a spreadsheet would take for a formula starts with an apostrophe, and `metadata` is JSON.
    /// </remarks>
    /// <response code="200">A page of deliveries.</response>
    [HttpGet(Name = "listDeliveries")]
    [Authorize(Roles = $"{Roles.Retailer},{Roles.Support}")]
    [Produces("application/json", "text/csv", "application/x-ndjson")]
    [ProducesResponseType<Page<DeliveryResponse>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List([FromQuery] DeliveryQuery query, CancellationToken cancel) =>
        Ok(await queries.ListAsync(Caller.Actor, Caller.Tenant, query, cancel));

    /// <summary>The stream, which takes as long as its client does; each query of it is short.</summary>
    [HttpGet]
    [Authorize(Roles = $"{Roles.Retailer},{Roles.Support}")]
    [AcceptsStream]
    [ExportBudget]
    [DisableRequestTimeout]
    [ApiExplorerSettings(IgnoreApi = true)]
    public async Task<IActionResult> Stream([FromQuery] DeliveryStreamQuery query, CancellationToken cancel)
    {
        await export.WriteAsync(Caller.Actor, Caller.Tenant, query, ExportFormat.WantedBy(Request)!, HttpContext, cancel);
        return new EmptyResult();
    }

    /// <summary>Reads a delivery; never its code.</summary>
    /// <param name="id">The delivery.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery.</response>
    [HttpGet("{id:guid}", Name = "getDelivery")]
    [Authorize(Roles = $"{Roles.Retailer},{Roles.Support}")]
    [ProducesResponseType<DeliveryResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Get(Guid id, CancellationToken cancel) =>
        await queries.GetAsync(Caller.Actor, Caller.Tenant, id, cancel) is { } delivery
            ? Ok(delivery)
            : NotFoundProblem("delivery");

    private ObjectResult Created(IssuingResult.Issued issued)
    {
        var response = IssuedDeliveryResponse.Of(issued.Delivery, PublicOrigin);
        Response.Headers.Location = $"/v1/deliveries/{response.Id}";
        if (issued.Replayed)
            Idempotency.MarkReplayed(Response);
        return StatusCode(issued.Replayed ? StatusCodes.Status200OK : StatusCodes.Status201Created, response);
    }
}
