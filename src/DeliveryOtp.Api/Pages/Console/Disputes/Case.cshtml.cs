using System.Diagnostics;
using DeliveryOtp.Api.Disputes;
using DeliveryOtp.Api.Pages.Console.Deliveries;
using DeliveryOtp.Api.Pages.Console.Search;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Journal;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Mvc;
using CaseOutcome = DeliveryOtp.Domain.Deliveries.CommandOutcome<DeliveryOtp.Api.Disputes.RecordedEntry>;
using DisputeOutcome = DeliveryOtp.Domain.Deliveries.CommandOutcome<DeliveryOtp.Api.Disputes.DisputeResponse>;

namespace DeliveryOtp.Api.Pages.Console.Disputes;

/// <summary>
/// The small forms about a delivery, one at a time: where those of the dispute box are sent, and where they come back with what is
/// wrong. It reads nothing of the delivery.
/// </summary>
internal sealed class CaseModel(DisputeService disputes, CaseService cases, IServiceProvider validators) : ConsolePageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public CaseForm Form { get; set; } = new();

    /// <summary>Which of the forms is shown.</summary>
    public CaseAct Act { get; private set; }

    public IReadOnlyList<FormError> Errors { get; private set; } = [];

    public IActionResult OnGet([FromQuery(Name = "form")] string? form)
    {
        Act = form is not null && EnumName<CaseAct>.TryParse(form, out var act) ? act : CaseAct.Note;
        return Page();
    }

    public async Task<IActionResult> OnPostDisputeAsync()
    {
        var request = new OpenDisputeRequest { DeliveryId = Id, Kind = KindOf(Form.Kind), OpenedBy = ComplainantOf(Form.OpenedBy), Statement = FormText.Normalize(Form.Statement) };
        if (await IsWrongAsync(CaseAct.Dispute, request))
            return Page();
        return await disputes.OpenAsync(CommandOf($"{request.Kind} {request.OpenedBy}\n{request.Statement}"), request, HttpContext.ReadTime()) switch
        {
            DisputeOutcome.Done done => Redirect($"/console/disputes/{done.Value.Dispute.Id}"),
            DisputeOutcome.Conflict { OpenDispute: { } open } => Refuse(Acts.Explain(StateConflict.DisputeIsOpen), $"/console/disputes/{open}"),
            DisputeOutcome.Conflict conflict => Refuse(Acts.Explain(conflict.Reason)),
            DisputeOutcome.KeyReused => Refuse(SentBefore),
            DisputeOutcome.NotFound => NotFound(),
            DisputeOutcome.InsufficientGrounds or DisputeOutcome.OrderExists =>
                throw new UnreachableException("Neither an order's parcel nor a decision was asked for."),
            _ => throw new UnreachableException(),
        };
    }

    public async Task<IActionResult> OnPostNoteAsync()
    {
        var request = new NoteRequest { Text = FormText.Normalize(Form.Text) };
        return await IsWrongAsync(CaseAct.Note, request)
            ? Page()
            : Answer(await cases.NoteAsync(CommandOf(request.Text!), request.Text!, HttpContext.ReadTime()));
    }

    public async Task<IActionResult> OnPostContestAsync()
    {
        var request = new ContestInNameRequest { Kind = KindOf(Form.Kind), Statement = FormText.Normalize(Form.Statement), Reason = FormText.Normalize(Form.Reason) };
        return await IsWrongAsync(CaseAct.Contest, request)
            ? Page()
            : Answer(await cases.ContestAsync(CommandOf($"{request.Kind}\n{request.Reason}\n{request.Statement}"), request, HttpContext.ReadTime()));
    }

    public async Task<IActionResult> OnPostLinkAsync()
    {
        Act = CaseAct.Link;
        ModelState.Clear();
        return Answer(await cases.SendLinkAsync(CommandOf(string.Empty), HttpContext.ReadTime()));
    }

    /// <summary>Where the dispute is that is in the way.</summary>
    public string? OpenDispute { get; private set; }

    private const string SentBefore = "That form had been sent before, with other words. What it said first counts.";

    private static ContestKind? KindOf(string? name) => name is not null && EnumName<ContestKind>.TryParse(name, out var kind) ? kind : null;

    private static Complainant? ComplainantOf(string? name) =>
        name is not null && EnumName<Complainant>.TryParse(name, out var complainant) ? complainant : null;

    private async Task<bool> IsWrongAsync<TRequest>(CaseAct act, TRequest request)
    {
        Act = act;
        ModelState.Clear();
        var validator = validators.GetRequiredService<IValidator<TRequest>>();
        ValidationResult result = await validator.ValidateAsync(request, HttpContext.ReadTime());
        Errors = FormText.ErrorsOf(result, FieldOf);
        if (!result.IsValid)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return !result.IsValid;
    }

    private static (string Id, string Label) FieldOf(string member) => member switch
    {
        nameof(CaseForm.Kind) => ("kind", "What is wrong"),
        nameof(CaseForm.OpenedBy) => ("opened-by", "Who says so"),
        nameof(CaseForm.Statement) => ("statement", "Statement"),
        nameof(CaseForm.Reason) => ("reason", "Reason"),
        _ => ("text", "Note"),
    };

    private Command CommandOf(string content) =>
        FormText.CommandOf(Caller, new DeliveryId(Id), Form.Key, $"{EnumName<CaseAct>.Of(Act)}\n{content}");

    private IActionResult Answer(CaseOutcome outcome) => outcome switch
    {
        CaseOutcome.Done => Redirect($"/console/deliveries/{Id}?done={Form.Key}#notice"),
        CaseOutcome.Conflict conflict => Refuse(Acts.Explain(conflict.Reason)),
        CaseOutcome.KeyReused => Refuse(SentBefore),
        CaseOutcome.NotFound => NotFound(),
        CaseOutcome.InsufficientGrounds or CaseOutcome.OrderExists =>
            throw new UnreachableException("Neither an order's parcel nor a decision was asked for."),
        _ => throw new UnreachableException(),
    };

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Refuse(string sentence, string? openDispute = null)
    {
        (Errors, OpenDispute) = ([new FormError("form", sentence)], openDispute);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}
