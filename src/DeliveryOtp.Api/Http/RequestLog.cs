using System.Diagnostics;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// One line a request: method, route, status, time. No body, no query and no id: what people searched for, and what they
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
        if (!logger.IsEnabled(LogLevel.Information))
        {
            await next(context);
            return;
        }

        var started = Stopwatch.GetTimestamp();
        await next(context);
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
        var elapsedMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        LogRequest(logger, context.Request.Method, route, context.Response.StatusCode, elapsedMs);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} {Status} in {ElapsedMs:F1} ms")]
    private static partial void LogRequest(ILogger logger, string method, string route, int status, double elapsedMs);
}
