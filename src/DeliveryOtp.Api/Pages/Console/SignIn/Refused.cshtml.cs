using Microsoft.AspNetCore.Mvc.RazorPages;

namespace DeliveryOtp.Api.Pages.Console.SignIn;

/// <summary>Who is known to the provider, and to nobody here.</summary>
internal sealed class RefusedModel : PageModel
{
    public void OnGet() => Response.StatusCode = StatusCodes.Status403Forbidden;
}
