using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace DeliveryOtp.Api.Pages.Console.SignIn;

internal sealed class SignOutModel : PageModel
{
    public IActionResult OnGet() => Redirect(ConsoleAccess.SignInPath);

    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync(ConsoleAccess.Scheme);
        return Redirect(ConsoleAccess.SignInPath);
    }
}
