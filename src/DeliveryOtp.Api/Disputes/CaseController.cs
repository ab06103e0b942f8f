using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace DeliveryOtp.Api.Disputes;

/// <summary>What support does about a delivery for somebody who calls. None of it shows or changes a code.</summary>
[Route("/v1/deliveries/{id:guid}")]
[Tags("Disputes")]
[IdempotencyKey]
[AnswersProblem("state_conflict")]
public sealed class CaseController(CaseService service) : ApiController
{
    /// <summary>Adds a note to the delivery's journal, for good.</summary>
    /// <param name="id">The delivery.</param>
    /// <param name="request">What.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The entry.</response>
    [HttpPost("notes", Name = "addDeliveryNote")]
    [Authorize(Roles = $"{Roles.Retailer},{Roles.Support}")]
    [ProducesResponseType<RecordedEntry>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Note(Guid id, NoteRequest request, CancellationToken cancel) =>
        Answer(await service.NoteAsync(CommandOn(new DeliveryId(id), request), request.Text!, cancel));

    /// <summary>Sends the recipient's link anew, to the recorded e-mail address and nowhere else (R20). No reply shows it.</summary>
    /// <remarks>At most twenty times a delivery. The mail is on its way within seconds, and again if the mail server is away.</remarks>
    /// <param name="id">The delivery.</param>
    /// <param name="request">Nothing.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The entry: the mail is ordered.</response>
    [HttpPost("links", Name = "sendRecipientLink")]
    [Authorize(Roles = $"{Roles.Retailer},{Roles.Support}")]
    [ProducesResponseType<RecordedEntry>(StatusCodes.Status200OK)]
    public async Task<IActionResult> SendLink(
        Guid id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] EmptyRequest? request,
        CancellationToken cancel) => Answer(await service.SendLinkAsync(CommandOn(new DeliveryId(id), request), cancel));

    /// <summary>Contests an accepted delivery in the recipient's name, within the time that they have themselves (R19).</summary>
    /// <remarks>A dispute opens with it. The reason stays in the journal, beside who wrote it.</remarks>
    /// <param name="id">The delivery.</param>
    /// <param name="request">What is wrong, and why support says it.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The entry, and the dispute.</response>
    [HttpPost("contests", Name = "contestForRecipient")]
    [Authorize(Roles = Roles.Support)]
    [ProducesResponseType<RecordedEntry>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Contest(Guid id, ContestInNameRequest request, CancellationToken cancel) =>
        Answer(await service.ContestAsync(CommandOn(new DeliveryId(id), request), request, cancel));

    private IActionResult Answer(CommandOutcome<RecordedEntry> outcome) => Answer(outcome, Ok);
}
