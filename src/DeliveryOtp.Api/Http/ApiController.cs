using System.Diagnostics;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Http;

/// <summary>What every endpoint has in common.</summary>
[ApiController]
[Produces("application/json")]
public abstract class ApiController : ControllerBase
{
    /// <summary>Who is calling.</summary>
    protected Caller Caller => Caller.Of(User);

    /// <summary>Where the service is reached from outside: as configured, or else as this request reached it.</summary>
    protected string PublicOrigin => HttpContext.RequestServices.GetRequiredService<IOptions<ServiceOptions>>().Value.PublicUrl?.TrimEnd('/')
        ?? $"{Request.Scheme}://{Request.Host}";

    /// <summary>What the caller orders about a delivery of its retailer.</summary>
    protected Command CommandOn(DeliveryId delivery, object? body) =>
        new(Caller.Actor, Caller.Tenant, delivery, Idempotency.RequestOf(HttpContext, body));

    /// <summary>An answer of <c>application/problem+json</c> (RFC 9457).</summary>
    protected static IActionResult Problem(ProblemKind kind, string? detail = null, params (string Name, object? Value)[] extensions)
    {
        var problem = kind.ToDetails(detail);
        foreach (var (name, value) in extensions)
            problem.Extensions[name] = value;
        return new ProblemResult(problem);
    }

    /// <summary>The answer to a command: what it led to, or the problem that it ran into.</summary>
    /// <param name="outcome">What became of it.</param>
    /// <param name="answer">Where it was done.</param>
    /// <param name="noun">What was looked for.</param>
    protected IActionResult Answer<T>(CommandOutcome<T> outcome, Func<T, IActionResult> answer, string noun = "delivery")
    {
        if (outcome is CommandOutcome<T>.Done { Replayed: true })
            Idempotency.MarkReplayed(Response);
        return outcome switch
        {
            CommandOutcome<T>.Done done => answer(done.Value),
            CommandOutcome<T>.NotFound => NotFoundProblem(noun),
            CommandOutcome<T>.KeyReused => Problem(ProblemKind.IdempotencyKeyReused),
            CommandOutcome<T>.Conflict conflict => ConflictProblem(conflict.Reason, conflict.Status, conflict.OpenDispute),
            CommandOutcome<T>.InsufficientGrounds insufficient => InsufficientGroundsProblem(insufficient.Why),
            CommandOutcome<T>.OrderExists exists => OrderExistsProblem(exists.Holder),
            _ => throw new UnreachableException(),
        };
    }

    protected static IActionResult NotFoundProblem(string noun) =>
        Problem(ProblemKind.NotFound, $"There is no such {noun} among yours. Check the id.");

    /// <summary>Another delivery has the order and the parcel: which one, and what leads out of its state.</summary>
    protected static IActionResult OrderExistsProblem(Delivery holder) => Problem(
        ProblemKind.OrderExists,
        holder.ExplainWayOut(),
        ("delivery_id", holder.Id.Value),
        ("delivery_status", EnumName<DeliveryStatus>.Of(holder.Status)));

    private static IActionResult InsufficientGroundsProblem(InsufficientGrounds why) => Problem(
        ProblemKind.InsufficientGrounds,
        why.Explain(),
        ("grounds", why.Contradicted.Select(found => EnumName<Ground>.Of(found.Ground)).ToArray()));

    /// <param name="reason">Why.</param>
    /// <param name="status">The delivery's.</param>
    /// <param name="openDispute">The one that is in the way, where one is.</param>
    private static IActionResult ConflictProblem(StateConflict reason, DeliveryStatus status, DisputeId? openDispute)
    {
        (string, object?) delivery = ("delivery_status", EnumName<DeliveryStatus>.Of(status));
        return reason == StateConflict.DisputeIsOpen && openDispute is { } dispute
            ? Problem(ProblemKind.StateConflict, reason.Explain(), delivery, ("dispute_id", dispute.Value))
            : Problem(ProblemKind.StateConflict, reason.Explain(), delivery);
    }
}
