using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>"Stay signed in": the request itself is what renews the ticket.</summary>
internal sealed class SessionModel(ConsoleTickets tickets) : ConsolePageModel
{
    public IActionResult OnGet() => Redirect(ConsolePaths.Home);

    public JsonResult OnPost()
    {
        var session = HttpContext.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties;
        return new JsonResult(new { secondsLeft = (int)tickets.LeftOf(session).TotalSeconds });
    }
}
