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
    protected Command CommandOn(Guid id, object? body = null) =>
        new(Caller.Actor, Caller.Tenant, new DeliveryId(id), Idempotency.RequestOf(HttpContext, body));

    protected IActionResult Answer(CommandResult result)
    {
        if (result is CommandResult.Done { Replayed: true })
            Idempotency.MarkReplayed(Response);
        return result switch
        {
            CommandResult.Done done => Ok(IssuedDeliveryResponse.Of(done.Delivery)),
            CommandResult.NotFound => NotFoundProblem("delivery"),
            CommandResult.KeyReused => Problem(ProblemKind.IdempotencyKeyReused),
            CommandResult.Conflict conflict => Problem(
                ProblemKind.StateConflict,
                Explain(conflict.Reason),
                ("delivery_status", EnumName<DeliveryStatus>.Of(conflict.Status))),
            _ => throw new ArgumentOutOfRangeException(nameof(result)),
        };
    }

    private static string Explain(StateConflict reason) => reason switch
    {
        StateConflict.AlreadyDelivered => "The delivery is accepted; that is final.",
        StateConflict.AlreadyCancelled => "The delivery is cancelled; that is final. Create a new one for the order.",
        StateConflict.AlreadyExpired => "The delivery's time is over. Create a new one for the order.",
        StateConflict.AlreadyHeld => "The delivery is held already. A reissue leads out of a hold.",
        StateConflict.IsLocked => "Three tries failed, and only an unlock leads out of a lock (POST …/unlocks).",
        StateConflict.NotLocked => "The delivery isn't locked. A new code comes from a reissue (POST …/codes).",
        StateConflict.NoUnlocksLeft => "Every unlock of the delivery is used up. Cancel it and create a new one.",
        StateConflict.NoGenerationsLeft =>
            "Every code that the policy allows is used up, so the delivery is held. Only an unlock leads out (POST …/unlocks).",
    };
}
