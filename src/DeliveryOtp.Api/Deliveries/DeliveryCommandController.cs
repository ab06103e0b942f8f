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

    protected IActionResult Answer(CommandOutcome<IssuedDelivery> outcome) =>
        Answer(outcome, issued => Ok(IssuedDeliveryResponse.Of(issued, PublicOrigin)));
}
