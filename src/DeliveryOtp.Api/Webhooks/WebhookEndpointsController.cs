using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>Where a retailer is told what happens.</summary>
[Route("/v1/webhook-endpoints")]
[Tags("Webhooks")]
[Authorize(Roles = Roles.Retailer)]
public sealed class WebhookEndpointsController(WebhookEndpointService endpoints) : ApiController
{
    /// <summary>Registers an endpoint: events are posted to it from now on, signed (Standard Webhooks 1.0).</summary>
    /// <remarks>At least once, in the order of each delivery, tried again for three days. 410 disables it, redirects are not followed.</remarks>
    /// <param name="request">Where, and what.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="201">The endpoint and its secret, which is shown here and never again.</response>
    [HttpPost(Name = "createWebhookEndpoint")]
    [AnswersProblem("state_conflict")]
    [ProducesResponseType<CreateWebhookEndpointResponse>(StatusCodes.Status201Created)]
    public async Task<IActionResult> Create(CreateWebhookEndpointRequest request, CancellationToken cancel) =>
        await endpoints.CreateAsync(Caller.Tenant, request, cancel) is { } created
            ? StatusCode(StatusCodes.Status201Created, created)
            : Problem(ProblemKind.StateConflict, $"You have {WebhookEndpointService.Limit} endpoints, and no more are allowed. Delete one first.");

    /// <summary>Lists the endpoints, newest first.</summary>
    /// <response code="200">A page of endpoints.</response>
    [HttpGet(Name = "listWebhookEndpoints")]
    [ProducesResponseType<Page<WebhookEndpointItem>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List([FromQuery] PageQuery page, CancellationToken cancel) =>
        Ok(await endpoints.ListAsync(Caller.Tenant, page.Size, page.Before, cancel));

    /// <summary>Shows an endpoint, but for its secret.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The endpoint.</response>
    [HttpGet("{id:guid}", Name = "getWebhookEndpoint")]
    [ProducesResponseType<WebhookEndpointItem>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Get(Guid id, CancellationToken cancel) =>
        await endpoints.FindAsync(Caller.Tenant, id, cancel) is { } endpoint ? Ok(endpoint) : NotFoundProblem("webhook endpoint");

    /// <summary>Changes where an endpoint is, what it wants, or whether it is told anything.</summary>
    /// <remarks>
    /// A merge (RFC 7396): what is left out stays. A disabled endpoint gets nothing, and what waits for it is cancelled; enabled again, also
    /// after a 410, it gets what happens from then on. `GET /v1/events` has what happened in between.
    /// </remarks>
    /// <param name="id">The endpoint.</param>
    /// <param name="request">What is to be changed.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The endpoint as it is now.</response>
    [HttpPatch("{id:guid}", Name = "changeWebhookEndpoint")]
    [ProducesResponseType<WebhookEndpointItem>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Change(Guid id, ChangeWebhookEndpointRequest request, CancellationToken cancel) =>
        await endpoints.ChangeAsync(Caller.Tenant, id, request, cancel) is { } endpoint ? Ok(endpoint) : NotFoundProblem("webhook endpoint");

    /// <summary>Removes an endpoint, what waits for it, and the log of what was sent.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="204">It is gone. A post that is under way may still arrive.</response>
    [HttpDelete("{id:guid}", Name = "deleteWebhookEndpoint")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Remove(Guid id, CancellationToken cancel) =>
        await endpoints.RemoveAsync(Caller.Tenant, id, cancel) ? NoContent() : NotFoundProblem("webhook endpoint");

    /// <summary>Gives an endpoint a new secret. For 24 hours each message carries a signature of the previous one as well.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="request">Nothing.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="201">The secret, which is shown here and never again.</response>
    [HttpPost("{id:guid}/secrets", Name = "rotateWebhookSecret")]
    [ProducesResponseType<WebhookSecretResponse>(StatusCodes.Status201Created)]
    public async Task<IActionResult> Rotate(
        Guid id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] EmptyRequest? request,
        CancellationToken cancel) => await endpoints.RotateAsync(Caller.Tenant, id, cancel) is { } secret
            ? StatusCode(StatusCodes.Status201Created, secret)
            : NotFoundProblem("webhook endpoint");
}
