using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Http;

/// <summary>Whoever comes without a path: developers want the API's documentation, all others to know what this is.</summary>
[ApiController]
[ApiExplorerSettings(IgnoreApi = true)]
[Route("/")]
public sealed class RootController(IHostEnvironment environment) : ControllerBase
{
    private const string Body =
        "<p>This service confirms deliveries.</p><ul>"
        + "<li>You expect a parcel: open the link that the shop sent you.</li>"
        + "<li>You work in support: <a href=\"/console\">sign in to the console</a>.</li>"
        + "<li>Your program was refused: <a href=\"/problems\">what each problem means</a>.</li></ul>";

    [HttpGet]
    public IActionResult Show() => environment.IsDevelopment()
        ? Redirect("/swagger")
        : Content(PlainPage.Of("DeliveryOtp", Body), "text/html", Encoding.UTF8);
}
