using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Http;

/// <summary>The pages that problem types point to.</summary>
[ApiController]
[ApiExplorerSettings(IgnoreApi = true)]
[Route("/problems")]
public sealed partial class ProblemsController : ControllerBase
{
    [HttpGet]
    public ContentResult List() => Page(
        "Problems",
        string.Concat(ProblemKind.All.Select(kind =>
            $"<li><a href=\"/problems/{kind.Name}\"><code>{kind.Name}</code></a> ({kind.Status}): {Html(kind.Title)}</li>"))
        is var items ? $"<ul>{items}</ul>" : string.Empty);

    [HttpGet("{name}")]
    public IActionResult Show(string name) => ProblemKind.All.FirstOrDefault(kind => kind.Name == name) is { } kind
        ? Page(
            kind.Title,
            $"<p><code>{kind.Name}</code>, HTTP {kind.Status}</p><p>{Html(kind.Remedy)}</p><p><a href=\"/problems\">All problems</a></p>")
        : NotFound();

    private ContentResult Page(string title, string body) => Content(
        $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Html(title)}</title></head>
        <body><main><h1>{Html(title)}</h1>{body}</main></body>
        </html>
        """,
        "text/html",
        Encoding.UTF8);

    private static string Html(string text) => Code().Replace(WebUtility.HtmlEncode(text), "<code>${code}</code>");

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Code();
}
