using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>What happened, for whoever was not there to be told.</summary>
[Route("/v1/events")]
[Tags("Webhooks")]
[Authorize(Roles = Roles.Retailer)]
public sealed class EventsController(EventQueries events) : ApiController
{
    /// <summary>Lists the retailer's events, oldest first, with the bodies and the `webhook-id` that they are posted with.</summary>
    /// <remarks>
    /// For a back end that was down longer than webhooks are tried again, or that has no endpoint at all. Begin without `after`, keep
    /// `next_cursor`, and ask on with it as `after`: at once while `caught_up` is false, and from time to time when it is true. No event is
    /// skipped and none comes twice, however many are being recorded meanwhile; those of one delivery are in the order of its journal.
    /// </remarks>
    /// <param name="query">Which.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">A page of events.</response>
    [HttpGet(Name = "listEvents")]
    [AnswersProblem("state_conflict")]
    [ProducesResponseType<EventPage>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List([FromQuery] EventQuery query, CancellationToken cancel) =>
        await events.ListAsync(Caller.Tenant, query.Position, query.Size, cancel) is { } page
            ? Ok(page)
            : Problem(
                ProblemKind.StateConflict,
                "The cursor is ahead of the journal, which was set back to an earlier backup. Go on from an older cursor, or from the beginning: "
                + "what you know already comes with the same webhook_id.");
}
