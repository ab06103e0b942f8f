using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Pages.Console.SignIn;

/// <summary>On to the provider. A link and not a form: a form that leads elsewhere is what the page's policy forbids.</summary>
internal sealed class OidcModel(IOptions<ProviderOptions> provider) : PageModel
{
    public IActionResult OnGet([FromQuery(Name = "to")] string? to) => provider.Value.IsConfigured
        ? Challenge(new AuthenticationProperties { RedirectUri = ConsolePaths.Local(to) }, OidcProvider.Scheme)
        : NotFound();
}
