using System.Diagnostics;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>What the endpoints that command a delivery share: the way in, and the way out.</summary>
[Route("/v1/deliveries/{id:guid}")]
[Tags("Deliveries")]
[IdempotencyKey]
[AnswersProblem("state_conflict")]
public abstract class DeliveryCommandController : ApiController
{
    protected Command CommandOn(Guid id, object? body = null) => CommandOn(new DeliveryId(id), body);

    protected IActionResult Answer(CommandResult result)
    {
        if (result is CommandResult.Done { Replayed: true })
            Idempotency.MarkReplayed(Response);
        return result switch
        {
            CommandResult.Done done => Ok(IssuedDeliveryResponse.Of(done.Delivery, PublicOrigin)),
            CommandResult.NotFound => NotFoundProblem("delivery"),
            CommandResult.KeyReused => Problem(ProblemKind.IdempotencyKeyReused),
            CommandResult.OrderExists exists => OrderExistsProblem(exists.Holder),
            CommandResult.Conflict conflict => ConflictProblem(conflict.Reason, conflict.Status),
            _ => throw new UnreachableException(),
        };
    }
}
