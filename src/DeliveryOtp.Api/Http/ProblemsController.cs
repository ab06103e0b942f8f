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
    /// <summary>Its digest is in the pages' Content-Security-Policy.</summary>
    internal const string Style =
        "body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:#1b1f24;background:#fff}"
        + "main{max-width:40rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}"
        + "h1{font-size:1.5rem;line-height:1.25}li{margin:.5rem 0}"
        + "code{background:#eef1f4;padding:.1em .3em;border-radius:.25em}a{color:#0b57d0}"
        + "@media(prefers-color-scheme:dark){body{color:#e6e9ec;background:#15181c}code{background:#2a3037}a{color:#9ec1ff}}";

    [HttpGet]
    public ContentResult List() => Page(
        "Problems",
        "<p>What the <code>type</code> of an answer's problem means, and what to do about it.</p><ul>"
        + string.Concat(ProblemKind.All.Select(kind =>
            $"<li><a href=\"/problems/{kind.Name}\"><code>{kind.Name}</code></a> ({kind.Status}): {Html(kind.Title)}</li>"))
        + "</ul>");

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
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <style>{Style}</style>
        </head>
        <body><main><h1>{Html(title)}</h1>{body}</main></body>
        </html>
        """,
        "text/html",
        Encoding.UTF8);

    private static string Html(string text) => Code().Replace(WebUtility.HtmlEncode(text), "<code>${code}</code>");

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Code();
}
