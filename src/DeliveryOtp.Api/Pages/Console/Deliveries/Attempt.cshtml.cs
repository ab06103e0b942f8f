using DeliveryOtp.Api.AuditTrail;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>The way from an attempt's id, as a webhook has it, to its place on its delivery's screen; that is where the look is recorded.</summary>
internal sealed class AttemptModel(DossierQueries dossiers) : ConsolePageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        await dossiers.FindAttemptAsync(Caller.Tenant, id, cancel) is var (delivery, sequence)
            ? Redirect(FormattableString.Invariant($"/console/deliveries/{delivery}#e{sequence}"))
            : NotFound();
}
