using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Pages.Console.Attempts;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Pages.Console.Search;

/// <summary>Where the search field leads: tokens to the attempts, anything else to what is called so.</summary>
internal sealed class IndexModel(LookupQueries lookups) : ConsolePageModel
{
    private const int MaxLength = 128;

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Text { get; set; }

    /// <summary>What was looked up; null: nothing was read.</summary>
    public string? LookedUp { get; private set; }

    public IReadOnlyList<LookupHit> Hits { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (RequestText.Normalize(Text ?? string.Empty) is not { } text)
            return Redirect("/console/attempts");

        var tokens = SearchTokens.Parse(text);
        SearchError[] errors = [.. tokens.Errors, .. ErrorsOf(tokens)];
        SearchField.Show(ViewData, text, errors);
        if (errors.Length > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        if (tokens.Bare is null)
            return Redirect($"/console/attempts{tokens.Filters.ToQuery()}");
        LookedUp = tokens.Bare;
        Hits = await lookups.FindAsync(Caller.Actor, Caller.Tenant, tokens.Bare, HttpContext.ReadTime());
        return Page();
    }

    private static IEnumerable<SearchError> ErrorsOf(SearchTokens tokens)
    {
        if (tokens.Bare is not { } bare)
            yield break;
        if (tokens.Filters.All.Count > 0)
            yield return new(Name: null, $"“{bare}” stands beside filters. Say what it is, such as order:{SearchWord.Quote(bare)}, or leave the filters out.");
        if (bare.Length > MaxLength)
            yield return new(Name: null, $"This is longer than any id: at most {MaxLength} characters.");
        if (RequestText.FindInvisible(bare) is { } invisible)
            yield return new(Name: null, $"This has {invisible} in it, which nobody can see.");
    }
}
