using System.Diagnostics;
using System.Text;
using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Deliveries;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Outcome = DeliveryOtp.Domain.Deliveries.CommandOutcome<DeliveryOtp.Api.Deliveries.IssuedDelivery>;

namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>The screen on which one delivery is judged, and its three acts.</summary>
internal sealed class DeliveryModel(DossierQueries dossiers, CommandService commands, IValidator<ActForm> validator) : ConsolePageModel
{
    /// <summary>What a look at this screen is called in the journal.</summary>
    private const string Resource = "console";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public ActForm Form { get; set; } = new();

    /// <summary>The key of the form whose act was done.</summary>
    [FromQuery(Name = "done")]
    public string? DoneKey { get; set; }

    /// <summary>What the state said against an act.</summary>
    [FromQuery(Name = "faster")]
    public string? FasterName { get; set; }

    /// <summary>A form came a second time, with other words.</summary>
    [FromQuery(Name = "again")]
    public string? Again { get; set; }

    public Story Story { get; private set; } = null!;

    public Acts Acts { get; private set; } = null!;

    /// <summary>The act whose form came with a reason that can't be taken, and what is wrong with it.</summary>
    public (Act Act, string Error)? Refused { get; private set; }

    /// <summary>The entry that this reader's act made; nobody else's, whatever the address says.</summary>
    public NumberedEntry? Done => Story.Timeline.Entries.FirstOrDefault(
        entry => DoneKey is not null && entry.Entry.RequestKey == DoneKey && entry.Entry.Actor == Caller.Actor);

    /// <summary>Somebody was faster, and it still stands so.</summary>
    public StateConflict? Faster =>
        FasterName is not null && EnumName<StateConflict>.TryParse(FasterName, out var conflict)
        && Enum.GetValues<Act>().Any(act => Acts.ConflictOf(act, Story.Delivery) == conflict)
            ? conflict
            : null;

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public Task<IActionResult> OnPostHoldAsync(CancellationToken cancel) =>
        ActAsync(Act.Hold, (command, reason) => commands.HoldAsync(command, reason, cancel), cancel);

    public Task<IActionResult> OnPostUnlockAsync(CancellationToken cancel) =>
        ActAsync(Act.Unlock, (command, reason) => commands.UnlockAsync(command, reason, cancel), cancel);

    public Task<IActionResult> OnPostReissueAsync(CancellationToken cancel) =>
        ActAsync(Act.Reissue, (command, _) => commands.ReissueAsync(command, cancel), cancel);

    private async Task<IActionResult> ActAsync(Act act, Func<Command, string, Task<Outcome>> order, CancellationToken cancel)
    {
        ModelState.Clear();
        Form = Form.Normalized();
        if (act != Act.Reissue && await validator.ValidateAsync(Form, cancel) is { IsValid: false } invalid)
        {
            Refused = (act, invalid.Errors[0].ErrorMessage);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await ShowAsync(cancel);
        }

        return await order(CommandOf(act), Form.Reason ?? string.Empty) switch
        {
            Outcome.Done => Back($"done={Form.Key}"),
            Outcome.Conflict conflict => Back($"faster={EnumName<StateConflict>.Of(conflict.Reason)}"),
            Outcome.KeyReused => Back("again=1"),
            Outcome.NotFound => NotFound(),
            Outcome.OrderExists or Outcome.InsufficientGrounds =>
                throw new UnreachableException("Support changes no parcel, and decides no dispute here."),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        if (await dossiers.FindAsync(Caller.Actor, Caller.Tenant, new DeliveryId(Id), Resource, cancel) is not { } dossier)
            return NotFound();
        Story = new Story(dossier);
        Acts = Acts.Of(Story.Delivery);
        return Page();
    }

    /// <summary>Its content is all that makes two sendings of a form the same.</summary>
    private Command CommandOf(Act act) => new(
        Caller.Actor,
        Caller.Tenant,
        new DeliveryId(Id),
        new IdempotentRequest(
            new RequestKey(Caller.Principal, Form.Key.ToString()),
            Encoding.UTF8.GetBytes($"console {EnumName<Act>.Of(act)} {Id}\n{Form.Reason}")));

    /// <summary>By address, so that a reload sends nothing again.</summary>
    private RedirectResult Back(string query) => Redirect(FormattableString.Invariant($"/console/deliveries/{Id}?{query}#notice"));
}
