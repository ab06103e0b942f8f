using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace DeliveryOtp.Api.Http.Logs;

/// <summary>
/// One line for each request that was refused or failed: method, route, status, problem, time; for all others too where the
/// category <c>DeliveryOtp.Requests</c> is at Debug. No body, no query and no path: what people searched for, and what they
/// typed, is not for a log (R2). Who asked about which delivery, <see cref="LoggedRequest"/> says of every line.
/// </summary>
internal static partial class RequestLog
{
    private const string Category = "DeliveryOtp.Requests";

    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(Category);
        return app.Use(next => context => LogAsync(context, next, logger));
    }

    /// <summary>The template of its path, as the framework's metrics spell it; also where an exception has made the framework forget it.</summary>
    internal static string RouteOf(HttpContext context) =>
        ((context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint) as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    private static async Task LogAsync(HttpContext context, RequestDelegate next, ILogger logger)
    {
        var started = Stopwatch.GetTimestamp();
        using var request = LoggedRequest.Of(context);
        using var scope = logger.BeginScope(request);
        await next(context);
        var level = LevelOf(context.Response.StatusCode);
        if (!logger.IsEnabled(level))
            return;

        var (method, route, status) = (context.Request.Method, RouteOf(context), context.Response.StatusCode);
        var elapsedMs = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1);
        if (request.Problem is { } problem)
            LogProblem(logger, level, method, route, status, problem, elapsedMs, request.TraceId);
        else
            LogAnswer(logger, level, method, route, status, elapsedMs, request.TraceId);
    }

    private static LogLevel LevelOf(int status) => status switch
    {
        < StatusCodes.Status400BadRequest => LogLevel.Debug,
        < StatusCodes.Status500InternalServerError => LogLevel.Information,
        _ => LogLevel.Warning,
    };

    [LoggerMessage(EventName = "request_refused", Message = "{Method} {Route} {Status} {Problem} in {ElapsedMs} ms, trace {TraceId}")]
    private static partial void LogProblem(
        ILogger logger,
        LogLevel level,
        string method,
        string route,
        int status,
        string problem,
        double elapsedMs,
        string traceId);

    [LoggerMessage(EventName = "request_answered", Message = "{Method} {Route} {Status} in {ElapsedMs} ms, trace {TraceId}")]
    private static partial void LogAnswer(
        ILogger logger,
        LogLevel level,
        string method,
        string route,
        int status,
        double elapsedMs,
        string traceId);
}
