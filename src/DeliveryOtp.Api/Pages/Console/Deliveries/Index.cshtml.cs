using DeliveryOtp.Api.Deliveries;
using DeliveryOtp.Api.Pages.Console.Attempts;
using DeliveryOtp.Api.Pages.Console.Search;
using DeliveryOtp.Api.Persistence;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>Reviews, holds, locks: deliveries by what they wait for, newest first. Each load is a row of the access log.</summary>
internal sealed class IndexModel(DeliveryQueries deliveries, IValidator<DeliveryQuery> validator, TimeProvider time) : ConsolePageModel
{
    public SearchFilters Filters { get; private set; } = SearchFilters.None;

    public IReadOnlyList<SearchError> Errors { get; private set; } = [];

    /// <summary>Null: the filters can't be; nothing was read.</summary>
    public DeliveryTable? Found { get; private set; }

    public string? Cursor { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        (Filters, var unknown) = SearchFilters.Of(Request.QueryString, DeliverySearch.Names);
        Cursor = Request.Query[SearchFilters.Cursor].FirstOrDefault();
        var (query, wrong) = DeliverySearch.Read(Filters, Cursor, validator);
        Errors = [.. unknown, .. wrong];
        if (query is null || unknown.Count > 0)
            Response.StatusCode = StatusCodes.Status400BadRequest;
        else
            Found = new(await deliveries.ListAsync(Caller.Actor, Caller.Tenant, query, HttpContext.ReadTime()), time.Now());
        return Page();
    }

    /// <summary>What is wrong with one field of the form; null: nothing.</summary>
    public string? ErrorOf(string name) => Errors.FirstOrDefault(error => error.Name == name)?.Sentence;
}
