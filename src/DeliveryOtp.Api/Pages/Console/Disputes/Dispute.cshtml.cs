using System.Diagnostics;
using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Disputes;
using DeliveryOtp.Api.Pages.Console.Search;
using DeliveryOtp.Domain.Deliveries;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Outcome = DeliveryOtp.Domain.Deliveries.CommandOutcome<DeliveryOtp.Api.Disputes.DisputeResponse>;

namespace DeliveryOtp.Api.Pages.Console.Disputes;

/// <summary>The screen on which one dispute is decided: the case beside the form.</summary>
internal sealed class DisputeModel(
    DisputeQueries disputes,
    DisputeService service,
    DossierQueries dossiers,
    IValidator<DecideDisputeRequest> decisions,
    IValidator<NoteRequest> notes) : ConsolePageModel
{
    /// <summary>What a look at this screen is called in the journal.</summary>
    private const string Resource = "dispute";

    private const string Conflict = "conflict";
    private const string Again = "again";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public DecisionForm Decision { get; set; } = new();

    [BindProperty]
    public CaseForm Note { get; set; } = new();

    /// <summary>What became of a form that led here.</summary>
    [FromQuery(Name = "after")]
    public string? After { get; set; }

    public DisputeResponse Read { get; private set; } = null!;

    public DisputeItem Dispute => Read.Dispute;

    public Story Story { get; private set; } = null!;

    /// <summary>What was wrong with the form that was sent; nothing was recorded then.</summary>
    public IReadOnlyList<FormError> Errors { get; private set; } = [];

    public bool IsFaster => After == Conflict;

    public bool IsAgain => After == Again;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostDecideAsync()
    {
        ModelState.Clear();
        var request = Decision.ToRequest();
        if (await decisions.ValidateAsync(request, HttpContext.ReadTime()) is { IsValid: false } invalid)
            return await RefuseAsync(FormText.ErrorsOf(invalid, DecisionForm.FieldOf));
        return await OrderAsync(
            Decision.Key,
            $"decide {Id} {Decision.Outcome} {string.Join(' ', Decision.Grounds)}\n{request.EvidenceKeptAt}\n{request.Reasons}",
            (command, dispute) => service.DecideAsync(command, dispute, request.ToDecision(), HttpContext.ReadTime()));
    }

    public async Task<IActionResult> OnPostNoteAsync()
    {
        ModelState.Clear();
        var request = new NoteRequest { Text = FormText.Normalize(Note.Text) };
        if (await notes.ValidateAsync(request, HttpContext.ReadTime()) is { IsValid: false } invalid)
            return await RefuseAsync(FormText.ErrorsOf(invalid, _ => ("note", "Note")));
        return await OrderAsync(
            Note.Key,
            $"note {Id}\n{request.Text}",
            (command, dispute) => service.NoteAsync(command, dispute, request.Text!, HttpContext.ReadTime()));
    }

    private async Task<IActionResult> OrderAsync(
        Guid key,
        string content,
        Func<Command, Domain.Disputes.Dispute, Task<Outcome>> order)
    {
        if (await disputes.FindAsync(Caller.Tenant, Id, HttpContext.ReadTime()) is not var (delivery, dispute))
            return NotFound();
        return await order(FormText.CommandOf(Caller, delivery, key, content), dispute) switch
        {
            Outcome.Done => Back("done"),
            Outcome.Conflict => Back(Conflict),
            Outcome.KeyReused => Back(Again),
            Outcome.NotFound => NotFound(),
            Outcome.OrderExists => throw new UnreachableException("No order's parcel was asked for."),
            Outcome.InsufficientGrounds insufficient => await RefuseAsync(insufficient.Why.Sentences()),
            _ => throw new UnreachableException(),
        };
    }

    private Task<IActionResult> RefuseAsync(IReadOnlyList<FormError> errors)
    {
        Errors = errors;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (await disputes.FindAsync(Caller.Tenant, Id, HttpContext.ReadTime()) is not var (delivery, _)
            || await dossiers.FindAsync(Caller.Actor, Caller.Tenant, delivery, Resource, HttpContext.ReadTime()) is not { } dossier
            || await disputes.ReadAsync(Caller.Tenant, Id, HttpContext.ReadTime()) is not { } response)
        {
            return NotFound();
        }

        (Story, Read) = (new Story(dossier), response);
        return Page();
    }

    /// <summary>By address, so that a reload sends nothing again.</summary>
    private RedirectResult Back(string after) => Redirect($"/console/disputes/{Id}?after={after}#notice");
}
