using DeliveryOtp.Api.Disputes;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Pages.Console.Search;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Pages.Console.Disputes;

/// <summary>The queue: open disputes by due date, overdue ones on top. Each load is a row of the access log.</summary>
internal sealed class IndexModel(DisputeQueries disputes, IValidator<DisputeQuery> validator, TimeProvider time) : ConsolePageModel
{
    /// <summary>The ready lists: what a link says, and its query.</summary>
    public static readonly IReadOnlyList<(string Words, string Query)> Ready =
        [("Open", "?state=open"), ("Overdue", "?due=overdue"), ("Due this week", "?due=week"), ("Decided", "?state=decided")];

    public DisputeQuery Query { get; private set; } = new();

    /// <summary>What is wrong with the filters; nothing was read then.</summary>
    public IReadOnlyList<string> Errors { get; private set; } = [];

    public Page<DisputeItem>? Found { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] DisputeQuery query)
    {
        Now = time.Now();
        Query = query is { State: null, Due: null, DeliveryId: null } ? query with { State = EnumName<DisputeState>.Of(DisputeState.Open) } : query;
        var checkedQuery = await validator.ValidateAsync(Query, HttpContext.ReadTime());
        if (!ModelState.IsValid || !checkedQuery.IsValid)
        {
            Errors = [.. checkedQuery.Errors.Select(error => $"{error.PropertyName} {error.ErrorMessage}."), .. ModelState.IsValid ? Array.Empty<string>() : ["The delivery's id is none."]];
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        Found = await disputes.ListAsync(Caller.Actor, Caller.Tenant, Query, HttpContext.ReadTime());
        return Page();
    }

    /// <summary>The filters as a query string, with one of them changed, or left out.</summary>
    public string With(string name, string? value)
    {
        var filters = Query.Filters.Where(filter => filter.Key is not "cursor" && filter.Key != name)
            .Select(filter => new KeyValuePair<string, string?>(filter.Key, filter.Value[0]));
        return QueryString.Create(value is null ? filters : filters.Append(new(name, value))).Value!;
    }

    public string Count => Found switch
    {
        null => string.Empty,
        { NextCursor: null } all => EntryWords.Count(all.Data.Count, "dispute"),
        var page => $"{EntryWords.Count(page.Data.Count, "dispute")} on this page",
    };

    /// <summary>What was looked for, where there is none.</summary>
    public string Nothing => Query switch
    {
        { Due: "overdue" } => "No dispute is overdue",
        { Due: "week" } => "No dispute is due within the next seven days",
        { State: "decided" } => "No decided dispute",
        { State: "open" } => "No open dispute",
        _ => "No dispute",
    }
    + (Query.KindValue is { } kind ? $" of the kind “{DisputeWords.Of(kind)}”" : string.Empty)
    + (Query.DeliveryId is null ? string.Empty : " about that delivery") + ".";

    public static IEnumerable<(string Value, string Words)> Kinds =>
        Enum.GetValues<ContestKind>().Select(kind => (EnumName<ContestKind>.Of(kind), DisputeWords.Of(kind)));
}
