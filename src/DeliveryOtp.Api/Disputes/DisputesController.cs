using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Disputes;

/// <summary>Disputes: whichever country sold, any support of the retailer sees and decides them.</summary>
[Route("/v1/disputes")]
[Tags("Disputes")]
[Authorize(Roles = $"{Roles.Retailer},{Roles.Support}")]
public sealed class DisputesController(DisputeService service, DisputeQueries queries) : ApiController
{
    /// <summary>Opens a dispute for somebody who calls or writes; a decision is due in 14 days.</summary>
    /// <remarks>A recipient's contest opens one by itself. A delivery has one open dispute at most: 409 names it.</remarks>
    /// <param name="request">What is wrong, and who says so.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="201">The dispute.</response>
    /// <response code="200">It was opened before, with the same Idempotency-Key.</response>
    [HttpPost(Name = "openDispute")]
    [IdempotencyKey]
    [AnswersLocation]
    [AnswersProblem("not_found")]
    [AnswersProblem("state_conflict")]
    [ProducesResponseType<DisputeResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<DisputeResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Open(OpenDisputeRequest request, CancellationToken cancel)
    {
        var result = await service.OpenAsync(CommandOn(new DeliveryId(request.DeliveryId!.Value), request), request, cancel);
        var isNew = result is CommandOutcome<DisputeResponse>.Done { Replayed: false };
        return Answer(result, opened =>
        {
            Response.Headers.Location = $"/v1/disputes/{opened.Dispute.Id}";
            return StatusCode(isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, opened);
        });
    }

    /// <summary>Lists disputes: open ones by due date, so that overdue ones are on top; then decided ones, the last decided first.</summary>
    /// <response code="200">A page of disputes.</response>
    [HttpGet(Name = "listDisputes")]
    [ProducesResponseType<Page<DisputeItem>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List([FromQuery] DisputeQuery query, CancellationToken cancel) =>
        Ok(await queries.ListAsync(Caller.Actor, Caller.Tenant, query, cancel));

    /// <summary>Reads a dispute, its notes, and what the record says about each ground.</summary>
    /// <param name="id">The dispute.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The dispute.</response>
    [HttpGet("{id:guid}", Name = "getDispute")]
    [ProducesResponseType<DisputeResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Get(Guid id, CancellationToken cancel) =>
        await queries.GetAsync(Caller.Actor, Caller.Tenant, id, cancel) is { } dispute ? Ok(dispute) : NotFoundProblem("dispute");

    /// <summary>Notes what was found out about a dispute that is open.</summary>
    /// <param name="id">The dispute.</param>
    /// <param name="request">What.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The dispute with the note.</response>
    [HttpPost("{id:guid}/notes", Name = "addDisputeNote")]
    [IdempotencyKey]
    [AnswersProblem("state_conflict")]
    [ProducesResponseType<DisputeResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Note(Guid id, NoteRequest request, CancellationToken cancel) =>
        await queries.FindAsync(Caller.Tenant, id, cancel) is var (delivery, dispute)
            ? Answer(await service.NoteAsync(CommandOn(delivery, request), dispute, request.Text!, cancel), "dispute")
            : NotFoundProblem("dispute");

    /// <summary>Decides a dispute. That is final; only another dispute can follow.</summary>
    /// <remarks>
    /// `rejected` needs a ground besides `code_accepted`, since a code alone proves nothing, and no decision may name what the record
    /// contradicts: 422, and nothing is recorded.
    /// </remarks>
    /// <param name="id">The dispute.</param>
    /// <param name="request">How it ends.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The dispute with its decision.</response>
    [HttpPost("{id:guid}/decisions", Name = "decideDispute")]
    [IdempotencyKey]
    [AnswersProblem("state_conflict")]
    [AnswersProblem("insufficient_grounds")]
    [ProducesResponseType<DisputeResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Decide(Guid id, DecideDisputeRequest request, CancellationToken cancel) =>
        await queries.FindAsync(Caller.Tenant, id, cancel) is var (delivery, dispute)
            ? Answer(await service.DecideAsync(CommandOn(delivery, request), dispute, request.ToDecision(), cancel), "dispute")
            : NotFoundProblem("dispute");

    private IActionResult Answer(CommandOutcome<DisputeResponse> outcome, string noun) => Answer(outcome, Ok, noun);
}
