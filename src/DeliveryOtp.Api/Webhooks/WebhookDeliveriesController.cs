using System.Diagnostics;
using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>What was sent to an endpoint.</summary>
[Route("/v1/webhook-endpoints/{id:guid}")]
[Tags("Webhooks")]
[Authorize(Roles = Roles.Retailer)]
public sealed class WebhookDeliveriesController(WebhookLogService log) : ApiController
{
    /// <summary>Lists what was sent to an endpoint in the last 30 days and how it went, newest first.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">A page of deliveries.</response>
    [HttpGet("deliveries", Name = "listWebhookDeliveries")]
    [ProducesResponseType<Page<WebhookDeliveryItem>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List(Guid id, [FromQuery] PageQuery page, CancellationToken cancel) =>
        await log.ListAsync(Caller.Tenant, id, page, cancel) is { } found ? Ok(found) : NotFoundProblem("webhook endpoint");

    /// <summary>Sends one of them again, with the same `webhook-id`.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="number">The delivery's number.</param>
    /// <param name="request">Nothing.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="202">It is sent as soon as its turn comes: at once, unless an earlier one about the same order waits.</response>
    [HttpPost("deliveries/{number:long}/retries", Name = "retryWebhookDelivery")]
    [AnswersProblem("state_conflict")]
    [ProducesResponseType<WebhookDeliveryItem>(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Retry(
        Guid id,
        long number,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] EmptyRequest? request,
        CancellationToken cancel) => Answer(await log.RetryAsync(Caller.Tenant, id, number, cancel), StatusCodes.Status202Accepted, "webhook delivery");

    /// <summary>Sends a message of the type `webhook.test`, whatever the endpoint's filter.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="request">Nothing.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="201">It is on its way: the list of deliveries tells how it went.</response>
    [HttpPost("tests", Name = "testWebhookEndpoint")]
    [AnswersProblem("state_conflict")]
    [ProducesResponseType<WebhookDeliveryItem>(StatusCodes.Status201Created)]
    public async Task<IActionResult> Test(
        Guid id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] EmptyRequest? request,
        CancellationToken cancel) => Answer(await log.TestAsync(Caller.Tenant, id, cancel), StatusCodes.Status201Created, "webhook endpoint");

    private IActionResult Answer(WebhookOrder order, int success, string noun) => order switch
    {
        WebhookOrder.Taken taken => StatusCode(success, taken.Delivery),
        WebhookOrder.NotFound => NotFoundProblem(noun),
        WebhookOrder.Disabled => Problem(
            ProblemKind.StateConflict,
            "The endpoint is disabled: it answered 410, or you disabled it. Send `PATCH /v1/webhook-endpoints/{id}` with `enabled: true` first."),
        _ => throw new UnreachableException(),
    };
}
