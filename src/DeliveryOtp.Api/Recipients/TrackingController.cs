using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Budgets;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace DeliveryOtp.Api.Recipients;

/// <summary>A delivery for its recipient. The credential is the capability in the recipient's link (R20).</summary>
[Route("/v1/tracking")]
[Tags("Recipients")]
[Authorize(Roles = Roles.Recipient)]
[AnswersProblem("too_many_requests")]
public sealed class TrackingController(TrackingService tracking) : ApiController
{
    /// <summary>Shows the delivery, each attempt and its true result (R18).</summary>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery as its recipient may see it.</response>
    [HttpGet(Name = "getTracking")]
    [LinkBudget(LinkBudget.Reads)]
    [ProducesResponseType<TrackingResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Get(CancellationToken cancel) =>
        await tracking.GetAsync(Caller.Tenant, Delivery, Caller.LinkVersion, cancel) is { } view ? Ok(view) : NotFoundProblem("delivery");

    /// <summary>"A courier is in front of me": begins a showing of the code, or makes one last longer (R9).</summary>
    /// <remarks>
    /// A showing lasts `reveal_seconds`. Under `on_arrival` the code works only while it lasts, and its end is the end of its
    /// digits: the next showing brings new ones. Under `on_issue` the tap says that somebody is there. While a showing lives
    /// another start answers with it and changes nothing; `{"showing": n}` makes showing n last `reveal_seconds` from now, and is
    /// a `state_conflict` once it is over. At most 20 starts and 20 extensions a visit.
    /// </remarks>
    /// <param name="request">Nothing, or the showing that is to last longer.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery with its code.</response>
    [HttpPost("reveals", Name = "revealCode")]
    [LinkBudget(LinkBudget.Taps)]
    [IdempotencyKey]
    [AnswersProblem("state_conflict")]
    [ProducesResponseType<TrackingResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Reveal(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] RevealRequest? request,
        CancellationToken cancel) => Answer(await tracking.RevealAsync(CommandOf(request), request?.Showing, cancel));

    /// <summary>"Hide the code": ends a showing at once (R9).</summary>
    /// <remarks>Also 200 when it is over already; a later showing goes on. In no budget: what stops the code always passes (R21).</remarks>
    /// <param name="request">Which showing.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery.</response>
    [HttpPost("hides", Name = "hideCode")]
    [LinkBudget(LinkBudget.Stops)]
    [IdempotencyKey]
    [ProducesResponseType<TrackingResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Hide(HideRequest request, CancellationToken cancel) =>
        Answer(await tracking.HideAsync(CommandOf(request), request.Showing!.Value, cancel));

    /// <summary>"Nobody is here": closes the session and kills its code (R9).</summary>
    /// <param name="request">Nothing.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery.</response>
    [HttpPost("denials", Name = "denyArrival")]
    [LinkBudget(LinkBudget.Stops)]
    [IdempotencyKey]
    [AnswersProblem("state_conflict")]
    [ProducesResponseType<TrackingResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Deny(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] EmptyRequest? request,
        CancellationToken cancel) => Answer(await tracking.DenyAsync(CommandOf(request), cancel));

    /// <summary>"The courier left with my parcel": the code dies now and the delivery is held (R19).</summary>
    /// <param name="request">What happened.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery.</response>
    [HttpPost("reports", Name = "reportCourier")]
    [LinkBudget(LinkBudget.Stops)]
    [IdempotencyKey]
    [AnswersProblem("state_conflict")]
    [ProducesResponseType<TrackingResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Report(ReportRequest request, CancellationToken cancel) =>
        Answer(await tracking.ReportLeftAsync(CommandOf(request), cancel));

    /// <summary>"I have it" (R19).</summary>
    /// <param name="request">Nothing.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery.</response>
    [HttpPost("receipts", Name = "confirmReceipt")]
    [LinkBudget(LinkBudget.Taps)]
    [IdempotencyKey]
    [AnswersProblem("state_conflict")]
    [ProducesResponseType<TrackingResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> ConfirmReceipt(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] EmptyRequest? request,
        CancellationToken cancel) => Answer(await tracking.ConfirmReceiptAsync(CommandOf(request), cancel));

    /// <summary>"I never got it", within 48 hours of the acceptance unless the policy says otherwise (R19).</summary>
    /// <param name="request">What is wrong.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">The delivery, now contested.</response>
    [HttpPost("contests", Name = "contestDelivery")]
    [LinkBudget(LinkBudget.Taps)]
    [IdempotencyKey]
    [AnswersProblem("state_conflict")]
    [ProducesResponseType<TrackingResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Contest(ContestRequest request, CancellationToken cancel) =>
        Answer(await tracking.ContestAsync(CommandOf(request), request.Kind!.Value, request.Statement, cancel));

    private DeliveryId Delivery => Caller.Delivery ?? throw new InvalidOperationException("Only recipients track.");

    private Command CommandOf(object? body) =>
        CommandOn(Delivery, body) with { LinkVersion = Caller.LinkVersion };

    private IActionResult Answer(CommandOutcome<TrackingResponse> outcome) => Answer(outcome, Ok);
}
