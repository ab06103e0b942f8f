using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Pages.Console.Search;
using DeliveryOtp.Api.Persistence;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Pages.Console.Attempts;

/// <summary>Finds attempts by any filter, newest first. Each load is a row of the access log.</summary>
internal sealed class IndexModel(AttemptQueries attempts, IValidator<AttemptQuery> validator, TimeProvider time) : ConsolePageModel
{
    public SearchFilters Filters { get; private set; } = SearchFilters.None;

    public IReadOnlyList<SearchError> Errors { get; private set; } = [];

    /// <summary>Null: the filters can't be; nothing was read.</summary>
    public Page<ListedAttempt>? Found { get; private set; }

    public string? Cursor { get; private set; }

    public DateTimeOffset Now { get; } = time.Now();

    public async Task<IActionResult> OnGetAsync()
    {
        (Filters, var unknown) = SearchFilters.Of(Request.QueryString, SearchFilters.Names);
        Cursor = Request.Query[SearchFilters.Cursor].FirstOrDefault();
        var (query, wrong) = AttemptSearch.Read(Filters, Cursor, Now, validator);
        Errors = [.. unknown, .. wrong];
        SearchField.Show(ViewData, SearchTokens.Write(Filters), Errors);
        if (query is null || unknown.Count > 0)
            Response.StatusCode = StatusCodes.Status400BadRequest;
        else
            Found = await attempts.ListWithCountryAsync(Caller.Actor, Caller.Tenant, query, HttpContext.ReadTime());
        return Page();
    }

    /// <summary>What is wrong with one field of the form; null: nothing.</summary>
    public string? ErrorOf(string name) => Errors.FirstOrDefault(error => error.Name == name)?.Sentence;

    /// <summary>For the status line.</summary>
    public string Count => Found switch
    {
        null => string.Empty,
        { Data.Count: 1, NextCursor: null } => "1 attempt",
        { NextCursor: null } page => $"{page.Data.Count} attempts",
        { } page => $"{page.Data.Count} attempts, and older ones",
    };
}
