using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>Ways to stop a delivery.</summary>
public sealed class StopsController(CommandService commands) : DeliveryCommandController
{
    /// <summary>Holds the delivery: its code is dead until a reissue (R5).</summary>
    /// <param name="id">The delivery.</param>
    /// <param name="request">Why.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery.</response>
    [HttpPost("holds", Name = "holdDelivery")]
    [Authorize(Roles = $"{Roles.Retailer},{Roles.Support}")]
    [ProducesResponseType<IssuedDeliveryResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Hold(Guid id, ReasonRequest request, CancellationToken cancel) =>
        Answer(await commands.HoldAsync(CommandOn(id, request), request.Reason!, cancel));

    /// <summary>Cancels the delivery for good (R5).</summary>
    /// <param name="id">The delivery.</param>
    /// <param name="request">Why.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery.</response>
    [HttpPost("cancellations", Name = "cancelDelivery")]
    [Authorize(Roles = Roles.Retailer)]
    [ProducesResponseType<IssuedDeliveryResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Cancel(Guid id, ReasonRequest request, CancellationToken cancel) =>
        Answer(await commands.CancelAsync(CommandOn(id, request), request.Reason!, cancel));
}
