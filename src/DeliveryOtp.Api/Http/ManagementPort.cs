using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// What is for operators: health, metrics and the documentation of the API. Where a port of its own is configured it is there and
/// nowhere else. Otherwise, outside Development, it is for callers on the same machine who come without a proxy.
/// </summary>
internal static class ManagementPort
{
    /// <summary>The setting: 1–65535.</summary>
    public const string Setting = $"{ServiceOptions.Section}:{nameof(ServiceOptions.ManagementPort)}";

    private static readonly PathString[] Paths = ["/health", "/metrics", "/openapi", "/swagger"];
    private static readonly string[] ProxyHeaders = ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Original-For", "X-Original-Proto"];

    /// <summary>Listens there beside wherever the service listens.</summary>
    public static void ListenOnManagementPort(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<int?>(Setting) is not { } port)
            return;
        var others = builder.Configuration[WebHostDefaults.ServerUrlsKey]
            ?? string.Join(';', [.. Listening("http", builder.Configuration["HTTP_PORTS"]), .. Listening("https", builder.Configuration["HTTPS_PORTS"])]);
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"{others};http://*:{port}"));
    }

    public static IApplicationBuilder UseManagementPort(this IApplicationBuilder app)
    {
        var port = app.ApplicationServices.GetRequiredService<IOptions<ServiceOptions>>().Value.ManagementPort;
        var isDevelopment = app.ApplicationServices.GetRequiredService<IHostEnvironment>().IsDevelopment();
        return app.Use(next => context => MayPass(context, port, isDevelopment)
            ? next(context)
            : context.WriteProblemAsync(ProblemKind.NotFound.ToDetails(detail: null)));
    }

    private static IEnumerable<string> Listening(string scheme, string? ports) =>
        (ports ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(port => $"{scheme}://*:{port}");

    private static bool MayPass(HttpContext context, int? port, bool isDevelopment)
    {
        var isForOperators = Array.Exists(Paths, path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
        if (port is not null)
            return isForOperators == (context.Connection.LocalPort == port);
        return !isForOperators || isDevelopment || IsFromHere(context);
    }

    private static bool IsFromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !Array.Exists(ProxyHeaders, context.Request.Headers.ContainsKey);
}
