using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using DeliveryOtp.Api.Http.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Http;

/// <summary>The pages that problem types point to.</summary>
[ApiController]
[ApiExplorerSettings(IgnoreApi = true)]
[Route("/problems")]
public sealed partial class ProblemsController : ControllerBase
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [HttpGet]
    public ContentResult List() => Page(
        "Problems",
        "<p>What the <code>type</code> of an answer's problem means, and what to do about it.</p><ul>"
        + string.Concat(ProblemKind.All.Select(kind =>
            $"<li><a href=\"/problems/{kind.Name}\"><code>{kind.Name}</code></a> ({kind.Status}): {Html(kind.Title)}</li>"))
        + "</ul>");

    [HttpGet("{name}")]
    public IActionResult Show(string name, [FromServices] Examples examples) => ProblemKind.All.FirstOrDefault(kind => kind.Name == name) is { } kind
        ? Page(
            kind.Title,
            $"<p><code>{kind.Name}</code>, HTTP {kind.Status}</p><p>{Html(kind.Remedy)}</p><p>Such as</p><pre>{WebUtility.HtmlEncode(examples.Of(kind).ToJsonString(Indented))}</pre><p><a href=\"/problems\">All problems</a></p>")
        : NotFound();

    private ContentResult Page(string title, string body) =>
        Content(PlainPage.Of(title, body, heading: Html(title)), "text/html", Encoding.UTF8);

    private static string Html(string text) => Code().Replace(WebUtility.HtmlEncode(text), "<code>${code}</code>");

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Code();
}
