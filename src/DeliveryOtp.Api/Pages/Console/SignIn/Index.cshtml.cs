using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Pages.Console.SignIn;

/// <summary>The way in: by a support key, or by the organisation's provider.</summary>
internal sealed class IndexModel(SupportSignIn signIn, IAntiforgery antiforgery, IOptions<ProviderOptions> provider) : PageModel
{
    private const string ProviderFailed = "The sign-in with your organisation did not work. Try again; if it fails again, tell the operator.";

    /// <summary>Where to go on to: a path of the console, whatever was asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string To { get; set; } = ConsolePaths.Home;

    [BindProperty]
    public string? Key { get; set; }

    public string? Error { get; private set; }

    public string? Provider => provider.Value.IsConfigured ? provider.Value.Name : null;

    /// <summary>Browsers keep secure cookies of localhost, too.</summary>
    public bool IsSafe => Request.IsHttps || Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]";

    /// <summary>As JSON: the token of a form, for a page whose session has ended.</summary>
    public IActionResult OnGet([FromQuery(Name = "provider")] string? failed)
    {
        To = ConsolePaths.Local(To);
        if (WantsJson)
            return new JsonResult(new SignedIn(antiforgery.GetAndStoreTokens(HttpContext).RequestToken!, SecondsLeft: 0));
        Error = failed is null ? null : ProviderFailed;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        To = ConsolePaths.Local(To);
        Error = await signIn.TryAsync(HttpContext, Key, cancel);
        ModelState.Clear();
        Key = null;
        if (WantsJson)
            return Answer();
        return Error is null ? Redirect(To) : Page();
    }

    private JsonResult Answer() => Error is null
        ? new JsonResult(new SignedIn(antiforgery.GetAndStoreTokens(HttpContext).RequestToken!, (int)ConsoleAccess.IdleTime.TotalSeconds))
        : new JsonResult(new { error = Error }) { StatusCode = StatusCodes.Status422UnprocessableEntity };

    private bool WantsJson => Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.Ordinal);

    /// <param name="Token">For the forms of the page from now on.</param>
    /// <param name="SecondsLeft">Until the session ends if nothing is done.</param>
    private sealed record SignedIn(string Token, int SecondsLeft);
}
