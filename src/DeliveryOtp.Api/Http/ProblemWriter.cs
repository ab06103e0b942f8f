using System.Text.Encodings.Web;
using System.Text.Json;
using DeliveryOtp.Api.Http.Logs;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// Writes every problem, the framework's own included, in one form: a kind of <see cref="ProblemKind"/>, the trace to
/// quote, and when to come back. Whatever the client accepts: an error in CSV helps nobody.
/// </summary>
internal sealed class ProblemWriter(HttpMetrics metrics) : IProblemDetailsWriter
{
    public const string MediaType = "application/problem+json";

    private const string RetryAfterS = "1";

    /// <summary>Never embedded in a page, so apostrophes may stay what they are.</summary>
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        var status = problem.Status ?? http.Response.StatusCode;
        var kind = problem.Type is { } type ? ProblemKind.ForType(type) : null;
        if (kind is null)
        {
            kind = Describe(status);
            problem = kind.ToDetails(detail: null);
        }

        var request = LoggedRequest.Of(http);
        request.Problem = kind.Name;
        problem.Status = status;
        problem.Extensions["trace_id"] = request.TraceId;
        if (kind == ProblemKind.Unavailable || kind == ProblemKind.InFlight)
            http.Response.Headers.RetryAfter = RetryAfterS;
        if (kind == ProblemKind.MethodNotAllowed)
            HeadRequests.Complete(http.Response.Headers);

        metrics.CountProblem(kind);
        http.Response.StatusCode = status;

        // Not to be cancelled: a time limit that strikes after the body is buffered would add a second one to it.
        await http.Response.WriteAsJsonAsync(problem, Readable, MediaType, CancellationToken.None);
    }

    private static ProblemKind Describe(int status) => ProblemKind.ForStatus(status) ?? status switch
    {
        >= StatusCodes.Status500InternalServerError => ProblemKind.InternalError,
        _ => ProblemKind.Validation,
    };
}

/// <summary>A problem as the result of an action.</summary>
internal sealed class ProblemResult(ProblemDetails problem) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => context.HttpContext.WriteProblemAsync(problem);
}

/// <summary>A problem where there is no action.</summary>
internal static class ProblemWriting
{
    public static async Task WriteProblemAsync(this HttpContext http, ProblemDetails problem) =>
        await http.RequestServices.GetRequiredService<IProblemDetailsService>()
            .WriteAsync(new ProblemDetailsContext { HttpContext = http, ProblemDetails = problem });
}
