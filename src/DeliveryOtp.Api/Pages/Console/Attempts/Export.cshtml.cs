using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Budgets;
using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Api.Persistence;
using FluentValidation;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Pages.Console.Attempts;

/// <summary>Everything that matches as CSV, by the API's own stream: it takes as long as its client does.</summary>
[DisableRequestTimeout]
[ExportBudget]
internal sealed class ExportModel(AttemptExport export, IValidator<AttemptStreamQuery> validator, TimeProvider time) : ConsolePageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var (filters, unknown) = SearchFilters.Of(Request.QueryString, SearchFilters.Names);
        var (query, _) = AttemptSearch.Read(filters, cursor: null, time.Now(), validator);
        if (query is null || unknown.Count > 0)
            return Redirect($"/console/attempts{Request.QueryString}");
        await export.WriteAsync(Caller.Actor, Caller.Tenant, query, ExportFormat.Csv, HttpContext, cancel);
        return new EmptyResult();
    }
}
