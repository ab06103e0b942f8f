using System.Net.Sockets;
using DeliveryOtp.Api.Http.Logs;
using DeliveryOtp.Domain.Codes;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// The one translator from exceptions to answers. An exception is a broken machine or a bug, never an expected
/// outcome; its text may hold anything, so none of it reaches the client.
/// </summary>
internal sealed partial class FailureHandler(IProblemDetailsService problems, ILogger<FailureHandler> logger)
    : IExceptionHandler
{
    private const string LockNotAvailable = "55P03";
    private const string IntegrityViolations = "23";

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken)
    {
        var kind = KindOf(exception, httpContext);
        if (kind.Status >= StatusCodes.Status500InternalServerError)
            LogFailure(exception, httpContext.Request.Method, RequestLog.RouteOf(httpContext), kind.Name, LoggedRequest.Of(httpContext).TraceId);

        httpContext.Response.StatusCode = kind.Status;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = kind.ToDetails(exception is BrokenSealException ? ProblemKind.RewrittenRow : null),
        });
    }

    private static ProblemKind KindOf(Exception exception, HttpContext http) => exception switch
    {
        BadHttpRequestException bad => ProblemKind.ForStatus(bad.StatusCode) ?? ProblemKind.Validation,
        _ when Find<PostgresException>(exception) is { SqlState: LockNotAvailable } => ProblemKind.InFlight,
        _ when IsBrokenConstraint(exception) => ProblemKind.InternalError,
        _ when IsMachineFailure(exception) => ProblemKind.Unavailable,
        OperationCanceledException when http.RequestAborted.IsCancellationRequested => ProblemKind.Unavailable,
        _ => ProblemKind.InternalError,
    };

    /// <summary>
    /// The database caught a bug of ours, such as two entries with one sequence. A repeat may pass, but nobody should
    /// take it for a weak moment of a machine.
    /// </summary>
    private static bool IsBrokenConstraint(Exception exception) =>
        Find<PostgresException>(exception)?.SqlState.StartsWith(IntegrityViolations, StringComparison.Ordinal) is true;

    /// <summary>The database is away, slow, full or restarting; the operator took a key out too early; or a row is not as it was written.</summary>
    private static bool IsMachineFailure(Exception exception) =>
        Find<NpgsqlException>(exception) is not null
        || Find<SocketException>(exception) is not null
        || Find<TimeoutException>(exception) is not null
        || exception is UnknownCodeKeyException or BrokenSealException or IOException;

    private static TException? Find<TException>(Exception? exception)
        where TException : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is TException found)
                return found;
        }

        return null;
    }

    [LoggerMessage(EventName = "request_failed", Level = LogLevel.Error, Message = "{Method} {Route} failed: {Problem}, trace {TraceId}")]
    private partial void LogFailure(Exception exception, string method, string route, string problem, string traceId);
}
