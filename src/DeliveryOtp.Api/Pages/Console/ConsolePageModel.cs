using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>What every screen of the console has in common.</summary>
public abstract class ConsolePageModel : PageModel
{
    /// <summary>Who is signed in.</summary>
    protected Caller Caller => Caller.Of(User);
}
