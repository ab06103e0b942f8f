using System.Diagnostics;
using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>What the endpoints at the door share: who may come, and how a verdict is answered.</summary>
[Tags("Doorstep")]
[Authorize(Roles = Roles.Courier)]
[IdempotencyKey(Required = true)]
public abstract class DoorstepController : ApiController
{
    protected string? CallerAddress => HttpContext.Connection.RemoteIpAddress?.ToString();

    protected IActionResult Answer(VisitResult result, string? resource = null) => result switch
    {
        VisitResult.Recorded recorded => Answer(recorded, resource),
        VisitResult.NotFound => NotFoundProblem("delivery"),
        VisitResult.Busy => Problem(ProblemKind.Unavailable),
        VisitResult.KeyReused => Problem(ProblemKind.IdempotencyKeyReused),
        _ => throw new UnreachableException(),
    };

    private ObjectResult Answer(VisitResult.Recorded recorded, string? resource)
    {
        if (recorded.Replayed)
            Idempotency.MarkReplayed(Response);
        if (resource is not null)
            Response.Headers.Location = $"/v1/{resource}/{recorded.Response.Id}";
        return StatusCode(
            recorded.Replayed ? StatusCodes.Status200OK : StatusCodes.Status201Created,
            recorded.Response);
    }
}
