using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>
/// Changes of significant data (R5). Another destination or recipient kills the live code and issues a new one; another courier or
/// parcel, or another day, only where somebody at the door may have heard it. A value that is set already changes nothing. A locked or held
/// delivery takes the new value and stays without a code.
/// </summary>
[Authorize(Roles = Roles.Retailer)]
[ProducesResponseType<IssuedDeliveryResponse>(StatusCodes.Status200OK)]
public sealed class SignificantChangesController(CommandService commands) : DeliveryCommandController
{
    /// <summary>Assigns the delivery to another courier, or to none (R5).</summary>
    /// <param name="id">The delivery.</param>
    /// <param name="request">The new courier.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery, and the code that lives now: a new one where `generation` is.</response>
    [HttpPut("courier", Name = "changeCourier")]
    public async Task<IActionResult> Courier(Guid id, ChangeCourierRequest request, CancellationToken cancel) =>
        await ChangeAsync(id, request, new CourierChange(request.CourierId is null ? null : new CourierId(request.CourierId)), cancel);

    /// <summary>Changes the destination (R5).</summary>
    /// <param name="id">The delivery.</param>
    /// <param name="request">The new destination.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery, and the code that lives now: a new one where `generation` is.</response>
    [HttpPut("destination", Name = "changeDestination")]
    public async Task<IActionResult> Destination(Guid id, DestinationBody request, CancellationToken cancel) =>
        await ChangeAsync(id, request, new DestinationChange(request.ToDestination()), cancel);

    /// <summary>Changes how the recipient is reached (R5).</summary>
    /// <param name="id">The delivery.</param>
    /// <param name="request">The new recipient.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery, and the code that lives now: a new one where `generation` is.</response>
    [HttpPut("recipient", Name = "changeRecipient")]
    public async Task<IActionResult> Recipient(Guid id, RecipientBody request, CancellationToken cancel) =>
        await ChangeAsync(id, request, new RecipientChange(request.ToRecipient()), cancel);

    /// <summary>Changes the parcel that has to be scanned, or lets none be scanned (R5).</summary>
    /// <remarks>An order has one live delivery with a barcode: where another one has it, nothing is changed.</remarks>
    /// <param name="id">The delivery.</param>
    /// <param name="request">The new barcode.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery, and the code that lives now: a new one where `generation` is.</response>
    [HttpPut("parcel", Name = "changeParcel")]
    [AnswersProblem("order_exists")]
    public async Task<IActionResult> Parcel(Guid id, ChangeParcelRequest request, CancellationToken cancel) =>
        await ChangeAsync(id, request, new ParcelChange(request.ParcelBarcode is null ? null : new ParcelBarcode(request.ParcelBarcode)), cancel);

    /// <summary>Gives an open delivery another day (R5).</summary>
    /// <remarks>
    /// For another try: the recipient's link and the trail go on, and so do tries and a lock. A code that nobody can have heard yet lives on;
    /// one that was live at a door is replaced.
    /// </remarks>
    /// <param name="id">The delivery.</param>
    /// <param name="request">The new end.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery, and the code that lives now: a new one where `generation` is.</response>
    [HttpPut("deliver_until", Name = "changeDeliverUntil")]
    public async Task<IActionResult> DeliverUntil(Guid id, ChangeDeliverUntilRequest request, CancellationToken cancel) =>
        await ChangeAsync(id, request, request.ToChange(), cancel);

    private async Task<IActionResult> ChangeAsync(Guid id, object body, DeliveryChange change, CancellationToken cancel) =>
        Answer(await commands.ChangeAsync(CommandOn(id, body), change, cancel));
}
