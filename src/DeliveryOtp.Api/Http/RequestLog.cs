using System.Diagnostics;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// One line for each request that was refused or failed: method, route, status, time; for all others too where the
/// category <c>DeliveryOtp.Requests</c> is at Debug. No body, no query and no id: what people searched for, and what they
/// typed, is not for a log (R2).
/// </summary>
internal static partial class RequestLog
{
    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("DeliveryOtp.Requests");
        return app.Use(next => context => LogAsync(context, next, logger));
    }

    private static async Task LogAsync(HttpContext context, RequestDelegate next, ILogger logger)
    {
        var started = Stopwatch.GetTimestamp();
        await next(context);
        var level = context.Response.StatusCode < StatusCodes.Status400BadRequest ? LogLevel.Debug : LogLevel.Information;
        if (!logger.IsEnabled(level))
            return;

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
        var elapsedMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        LogRequest(logger, level, context.Request.Method, route, context.Response.StatusCode, elapsedMs);
    }

    [LoggerMessage(Message = "{Method} {Route} {Status} in {ElapsedMs:F1} ms")]
    private static partial void LogRequest(
        ILogger logger,
        LogLevel level,
        string method,
        string route,
        int status,
        double elapsedMs);
}
