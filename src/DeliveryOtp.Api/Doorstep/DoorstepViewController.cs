using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>The delivery as the app of a courier may see it.</summary>
[Route("/v1/deliveries/{id:guid}/doorstep")]
[Tags("Doorstep")]
public sealed class DoorstepViewController(DoorstepQueries doorsteps) : ApiController
{
    /// <summary>Shows a courier what the door will ask: session, tries, scan, arrival, and whether the code is shown.</summary>
    /// <remarks>
    /// Nothing is recorded, and so a look tells no more than a recorded visit would. A delivery that is assigned to another courier
    /// tells nothing but that, as an arrival there is answered a bare `wrong_courier`. One that is assigned to nobody tells its
    /// status and its tries, as an arrival that proves no place does, and the rest to the courier whose arrival or attempt inside the
    /// fence opened the session, while it is open. All of it, and the destination, is for the assigned courier. None of this is a
    /// problem, since none of it is a mistake of the app: `assigned_to` says which it is. The code, distances and signals are never
    /// in it. Whether the courier is suspended, an arrival tells.
    /// </remarks>
    /// <param name="id">The delivery.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">As much of the delivery as this courier may see.</response>
    [HttpGet(Name = "getDoorstep")]
    [Authorize(Roles = Roles.Courier)]
    [ProducesResponseType<DoorstepResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Get(Guid id, CancellationToken cancel) =>
        await doorsteps.FindAsync(Caller.Tenant, new DeliveryId(id), VisitRequest.CourierOf(Caller), cancel) is { } doorstep
            ? Ok(doorstep)
            : NotFoundProblem("delivery");
}
