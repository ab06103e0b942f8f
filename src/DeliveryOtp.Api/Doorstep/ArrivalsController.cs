using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>Arrivals at the door.</summary>
[Route("/v1/deliveries/{id:guid}/arrivals")]
public sealed class ArrivalsController(DoorstepService doorstep) : DoorstepController
{
    /// <summary>Opens a doorstep session: the only time in which a code is accepted (R6).</summary>
    /// <remarks>
    /// An arrival is recorded whatever its outcome, so every verdict is a 201. A session that follows another one begins
    /// with a new code (R7). Retries are free: a repeat with the same Idempotency-Key answers the stored verdict with 200
    /// and `Idempotency-Replayed: true`.
    /// </remarks>
    /// <param name="id">The delivery.</param>
    /// <param name="request">Where, on what.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="201">The arrival is recorded; `outcome` is the verdict.</response>
    /// <response code="200">The arrival was recorded before; this is its verdict.</response>
    [HttpPost(Name = "createArrival")]
    [ProducesResponseType<ArrivalResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ArrivalResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Create(Guid id, ArrivalRequest request, CancellationToken cancel)
    {
        var command = new ArrivalCommand(
            Caller.Actor,
            Caller.Tenant,
            new DeliveryId(id),
            request.ToArrival(Caller, CallerAddress),
            Idempotency.RequestOf(HttpContext, request)!);
        return Answer(await doorstep.VisitAsync(command, cancel));
    }
}
