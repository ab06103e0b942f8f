using System.Net;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Logs;

namespace DeliveryOtp.Api.Pages;

/// <summary>A problem on a page is a page: what happened, that nothing was changed, and what to quote (RFC 9457 is for programs).</summary>
internal sealed class ProblemPages(PageAssets assets) : IProblemDetailsWriter
{
    private const string ConsolePath = "/console";

    public bool CanWrite(ProblemDetailsContext context)
    {
        var path = context.HttpContext.Request.Path;
        return path.StartsWithSegments(ConsolePath, StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments("/r", StringComparison.OrdinalIgnoreCase);
    }

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var status = context.ProblemDetails.Status ?? http.Response.StatusCode;
        var request = LoggedRequest.Of(http);
        request.Problem = (context.ProblemDetails.Type is { } type ? ProblemKind.ForType(type) : null)?.Name ?? ProblemKind.ForStatus(status)?.Name;
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        if (status == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = "1";
        var isConsole = http.Request.Path.StartsWithSegments(ConsolePath, StringComparison.OrdinalIgnoreCase);
        var (title, text) = Words(status);
        await http.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{WebUtility.HtmlEncode(title)}</title>
            <link rel="stylesheet" href="{assets.Url("pages.css")}">
            <link rel="icon" href="{assets.Url("icon.svg")}">
            </head>
            <body>
            <main class="problem">
            <h1>{WebUtility.HtmlEncode(title)}</h1>
            <p>{WebUtility.HtmlEncode(text)}</p>
            {(isConsole ? "<p><a href=\"/console\">To the console</a></p>" : string.Empty)}
            <p class="quiet">{status} · request {request.TraceId}</p>
            </main>
            </body>
            </html>
            """,
            CancellationToken.None);
    }

    private static (string Title, string Text) Words(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ("This form can't be taken as it came.", "Nothing was changed. Go back, load the page anew and send it again."),
        StatusCodes.Status403Forbidden => ("You may not see this.", "Your sign-in is good, but it has no access to this page."),
        StatusCodes.Status404NotFound => ("There is nothing here.", "Check the address. What belongs to another retailer is not found, either."),
        StatusCodes.Status405MethodNotAllowed => ("That can't be done here.", "Nothing was changed. Go back and try again from the page."),
        StatusCodes.Status413PayloadTooLarge => ("That is too long.", "Nothing was changed. Go back and shorten the text."),
        StatusCodes.Status429TooManyRequests => ("Too many requests.", "Nothing was changed. Wait a moment, then load the page anew."),
        StatusCodes.Status503ServiceUnavailable => ("This can't be done right now.", "The service has no word from its database, so nothing is shown. Try again in a moment; what was sent and got no answer may be sent again."),
        >= StatusCodes.Status500InternalServerError => ("The service has a fault.", "Load the page anew and look what there is before you send anything again. If it fails again, give the operator the number below."),
        _ => ("That did not work.", "Nothing was changed. Go back and try again."),
    };
}

internal static class ProblemPagesRegistration
{
    /// <summary>In front of the writer for programs: the first one that can write does.</summary>
    public static void AddProblemPages(this IServiceCollection services) =>
        services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemPages>());
}
