using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>What happened to one delivery.</summary>
[Route("/v1/deliveries/{id:guid}/timeline")]
[Tags("Audit trail")]
public sealed class TimelineController(TimelineQueries timelines) : ApiController
{
    /// <summary>Reads a delivery's journal in the order of its sequence, oldest first.</summary>
    /// <remarks>
    /// The pages of one walk end where the journal ended when the first of them was read; a look by support is in the
    /// journal before it is answered.
    /// </remarks>
    /// <param name="id">The delivery.</param>
    /// <param name="query">Which page.</param>
    /// <param name="cancel">The client has gone.</param>
    [HttpGet(Name = "listTimeline")]
    [Authorize(Roles = $"{Roles.Retailer},{Roles.Support}")]
    [ProducesResponseType<Page<TimelineEntry>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List(Guid id, [FromQuery] TimelineQuery query, CancellationToken cancel) =>
        await timelines.ListAsync(Caller.Actor, Caller.Tenant, id, query, cancel) is { } page
            ? Ok(page)
            : NotFoundProblem("delivery");
}
