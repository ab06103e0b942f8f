using System.Diagnostics;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Budgets;
using DeliveryOtp.Domain.Doorstep;
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
        VisitResult.CutOff flood => FloodOf(flood),
        VisitResult.Busy => Problem(ProblemKind.Unavailable),
        VisitResult.SealBroken => Problem(ProblemKind.Unavailable, ProblemKind.RewrittenRow),
        VisitResult.KeyReused => Problem(ProblemKind.IdempotencyKeyReused),
        _ => throw new UnreachableException(),
    };

    private static BudgetRefusal FloodOf(VisitResult.CutOff flood) => BudgetRefusal.InWindow(
        BudgetName.RefusedVisits,
        RecentRefusals.Most,
        (int)RecentRefusals.Window.TotalSeconds,
        (int)Math.Max(1, Math.Ceiling(flood.Wait.TotalSeconds)),
        $"{RecentRefusals.Most} of this courier's visits on this delivery were refused within an hour. This one is counted, and not recorded. "
        + "Wait for the seconds in `Retry-After`, and find out first why they were refused.");

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
