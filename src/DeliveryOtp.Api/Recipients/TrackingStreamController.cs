using System.Diagnostics;
using System.Globalization;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Budgets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Recipients;

/// <summary>A delivery for its recipient, live (R18).</summary>
[Route("/v1/tracking/events")]
[Tags("Recipients")]
[Authorize(Roles = Roles.Recipient)]
[LinkBudget(LinkBudget.Reads)]
public sealed class TrackingStreamController(LiveViewOpener opener, LiveViewWriter writer) : ApiController
{
    /// <summary>Follows the delivery: each event as soon as it is recorded.</summary>
    /// <remarks>
    /// Server-sent events: `event` is the kind, `id` its number, and `data` as an item of `events` in `GET /v1/tracking`. A
    /// comment every 15 seconds says that the stream is alive. Refusals of couriers who may not deliver the parcel are a `refused`
    /// now and then: `GET /v1/tracking` says how many there were. It ends after an hour at most, and when the link dies: come
    /// back with the last `id`, and nothing is missing. A link may have 5 streams open at a time, unless the operator says otherwise.
    /// </remarks>
    /// <param name="lastEventId" example="3">The last `id` that you have: the stream goes on behind it, or begins anew where there is no such id. Without it: the last 200 events first.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The events.</response>
    [HttpGet(Name = "followTracking")]
    [DisableRequestTimeout]
    [DisableHttpMetrics]
    [Produces(EventStream.MediaType)]
    [ProducesResponseType<TrackedEvent>(StatusCodes.Status200OK)]
    [AnswersProblem("validation")]
    [AnswersProblem("not_found")]
    public async Task<IActionResult> Follow([FromHeader(Name = EventStream.LastEventIdHeader)] string? lastEventId, CancellationToken cancel)
    {
        if (!TryParse(lastEventId, out var after))
            return LiveRefusal.NoId(EventStream.LastEventIdHeader);
        if (HttpContext.IsHead())
        {
            EventStream.SetHeaders(Response);
            return new EmptyResult();
        }

        var link = new TrackedLink(Caller.Tenant, Caller.Delivery!.Value, Caller.LinkVersion);
        return await opener.OpenAsync(link, after, cancel) switch
        {
            LiveOpening.Open open => await WriteAsync(open.View),
            LiveOpening.LinkIsDead => NotFoundProblem("delivery"),
            LiveOpening.LinkIsFull full => LiveRefusal.LinkIsFull(full.Most),
            LiveOpening.RetailerIsFull full => LiveRefusal.RetailerIsFull(full.Most),
            LiveOpening.AllAreTaken => LiveRefusal.AllAreTaken(),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<IActionResult> WriteAsync(LiveView view)
    {
        using (view)
            await writer.WriteAsync(view, HttpContext);
        return new EmptyResult();
    }

    /// <summary>Nothing is what a client sends that has no id yet.</summary>
    private static bool TryParse(string? header, out int? after)
    {
        after = int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        return after is not null || string.IsNullOrEmpty(header);
    }
}
