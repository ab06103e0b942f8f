using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// Writes every problem, the framework's own included, in one form: a kind of <see cref="ProblemKind"/>, the trace to
/// quote, and when to come back. Whatever the client accepts: an error in CSV helps nobody.
/// </summary>
internal sealed class ProblemWriter(HttpMetrics metrics) : IProblemDetailsWriter
{
    private const string RetryAfterS = "1";

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

        problem.Status = status;
        problem.Extensions["trace_id"] = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        if (kind == ProblemKind.Unavailable || kind == ProblemKind.InFlight)
            http.Response.Headers.RetryAfter = RetryAfterS;

        metrics.CountProblem(kind);
        http.Response.StatusCode = status;

        // Without the request's token: it may have run out already, and a write that it breaks off after the body is in the
        // buffer would be answered with a second problem behind the first.
        await http.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", CancellationToken.None);
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
    public async Task ExecuteResultAsync(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = problem.Status!.Value;
        await context.HttpContext.RequestServices.GetRequiredService<IProblemDetailsService>()
            .WriteAsync(new ProblemDetailsContext { HttpContext = context.HttpContext, ProblemDetails = problem });
    }
}
