namespace DeliveryOtp.Api.Http;

/// <summary>
/// Answers HEAD wherever there is a GET, with the same status and headers (RFC 9110, 9.3.2): to everything behind it the
/// request is a GET, and the server, which knows better, keeps the body back.
/// </summary>
internal static class HeadRequests
{
    public static IApplicationBuilder UseHead(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        var method = context.Request.Method;
        if (!HttpMethods.IsHead(method))
        {
            await next(context);
            return;
        }

        context.Items[typeof(HeadRequests)] = method;
        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = method;
        }
    });

    /// <summary>For answers without an end: nobody will read this one.</summary>
    public static bool IsHead(this HttpContext context) => context.Items.ContainsKey(typeof(HeadRequests));

    /// <summary>The framework lists the methods that endpoints name.</summary>
    public static void Complete(IHeaderDictionary headers)
    {
        var methods = headers.Allow.ToString().Split(", ");
        if (methods.Contains(HttpMethods.Get, StringComparer.Ordinal) && !methods.Contains(HttpMethods.Head, StringComparer.Ordinal))
            headers.Allow = $"{headers.Allow}, {HttpMethods.Head}";
    }
}
