using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace DeliveryOtp.Api.Pages.Recipient;

/// <summary>
/// The shell of the recipient's page. It holds nothing of any delivery: the link's capability is in the fragment, which the
/// browser keeps to itself, and the page asks with it (R20).
/// </summary>
internal sealed class LiveModel : PageModel
{
    /// <summary>What `main` imports, so that the browser asks for all of it at once.</summary>
    public static readonly string[] Modules = ["api", "stream", "showing", "view", "words", "render"];

    public PageTexts Texts { get; private set; } = null!;

    public void OnGet([FromQuery(Name = "lang")] string? language)
    {
        Texts = PageTexts.For(language, Request);
        Response.Headers.CacheControl = "no-cache";
        Response.Headers.Vary = "Accept-Language";
    }
}
