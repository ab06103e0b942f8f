using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>Confirmation attempts.</summary>
[Route("/v1/deliveries/{id:guid}/attempts")]
public sealed class AttemptsController(DoorstepService doorstep) : DoorstepController
{
    /// <summary>Confirms a delivery with its code: three wrong tries, then a lock (R3, R12).</summary>
    /// <remarks>
    /// An attempt is recorded whatever its outcome, so every verdict is a 201. Retries are free: a repeat with the same
    /// Idempotency-Key answers the stored verdict with 200 and `Idempotency-Replayed: true`, and costs no try.
    /// </remarks>
    /// <param name="id">The delivery.</param>
    /// <param name="request">What was typed, where, on what.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="201">The attempt is recorded; `outcome` is the verdict.</response>
    /// <response code="200">The attempt was recorded before; this is its verdict.</response>
    [HttpPost(Name = "createAttempt")]
    [AnswersLocation]
    [ProducesResponseType<AttemptResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<AttemptResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Create(Guid id, AttemptRequest request, CancellationToken cancel)
    {
        var command = new AttemptCommand(
            Caller.Actor,
            Caller.Tenant,
            new DeliveryId(id),
            request.ToAttempt(Caller, CallerAddress),
            Idempotency.RequestOf(HttpContext, request)!);
        return Answer(await doorstep.VisitAsync(command, cancel), "attempts");
    }
}
