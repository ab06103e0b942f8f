using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>New codes, with or without new tries.</summary>
public sealed class CodesController(CommandService commands) : DeliveryCommandController
{
    /// <summary>Reissues: a new code kills the old one at once. Failed tries stay failed (R4).</summary>
    /// <remarks>
    /// Also leads out of a hold. At most five codes without an unlock, of which only those count that replace one that somebody at
    /// the door may have heard; after them the delivery is held. Support never sees the code (R22).
    /// </remarks>
    /// <param name="id">The delivery.</param>
    /// <param name="request">Nothing.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery and its new code; without it for support (R22).</response>
    [HttpPost("codes", Name = "reissueCode")]
    [Authorize(Roles = $"{Roles.Retailer},{Roles.Support}")]
    [ProducesResponseType<IssuedDeliveryResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Reissue(
        Guid id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] EmptyRequest? request,
        CancellationToken cancel) => Answer(await commands.ReissueAsync(CommandOn(id, request), cancel));

    /// <summary>Unlocks after three failed tries: a new code and three new tries (R3). At most two a delivery.</summary>
    /// <param name="id">The delivery.</param>
    /// <param name="request">Why.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery and its new code; without it for support (R22).</response>
    [HttpPost("unlocks", Name = "unlockDelivery")]
    [Authorize(Roles = $"{Roles.Retailer},{Roles.Support}")]
    [ProducesResponseType<IssuedDeliveryResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Unlock(Guid id, ReasonRequest request, CancellationToken cancel) =>
        Answer(await commands.UnlockAsync(CommandOn(id, request), request.Reason!, cancel));
}
