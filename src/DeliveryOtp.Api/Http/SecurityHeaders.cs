using System.Security.Cryptography;
using System.Text;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// Security headers: a strict policy for the API, and one for Swagger UI, which styles and scripts itself.
/// </summary>
internal static class SecurityHeaders
{
    private const string SwaggerPolicy = "swagger";
    private const string PlainPagePolicy = "plain page";

    public static IServiceCollection AddPageSecurity(this IServiceCollection services)
    {
        services.AddSecurityHeaderPolicies()
            .SetDefaultPolicy(policy => policy.AddDefaultApiSecurityHeaders())
            .AddPolicy(SwaggerPolicy, policy => policy
                .AddFrameOptionsDeny()
                .AddContentTypeOptionsNoSniff()
                .AddReferrerPolicyNoReferrer()
                .AddContentSecurityPolicy(csp =>
                {
                    csp.AddDefaultSrc().None();
                    csp.AddConnectSrc().Self();
                    csp.AddImgSrc().Self().Data();
                    csp.AddScriptSrc().Self();
                    csp.AddStyleSrc().Self().UnsafeInline();
                    csp.AddFrameAncestors().None();
                    csp.AddBaseUri().None();
                    csp.AddFormAction().None();
                }))
            .AddPolicy(PlainPagePolicy, policy => policy
                .AddFrameOptionsDeny()
                .AddContentTypeOptionsNoSniff()
                .AddReferrerPolicyNoReferrer()
                .AddContentSecurityPolicy(csp =>
                {
                    csp.AddDefaultSrc().None();
                    csp.AddStyleSrc().WithHash256(DigestOf(PlainPage.Style));
                    csp.AddFrameAncestors().None();
                    csp.AddBaseUri().None();
                    csp.AddFormAction().None();
                }))
            .AddPolicy(PageHeaders.RecipientPolicy, PageHeaders.OfRecipients)
            .AddPolicy(PageHeaders.ConsolePolicy, PageHeaders.OfConsole)
            .SetPolicySelector(context => context.HttpContext.Request.Path switch
            {
                var path when path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase) => context.ConfiguredPolicies[SwaggerPolicy],
                var path when path == "/"
                    || path.StartsWithSegments("/problems", StringComparison.OrdinalIgnoreCase)
                    || path.StartsWithSegments("/dev", StringComparison.OrdinalIgnoreCase) => context.ConfiguredPolicies[PlainPagePolicy],
                var path when IsPage(path, "/r") => context.ConfiguredPolicies[PageHeaders.RecipientPolicy],
                var path when IsPage(path, "/console") => context.ConfiguredPolicies[PageHeaders.ConsolePolicy],
                _ => context.DefaultPolicy,
            });
        return services;
    }

    private static bool IsPage(PathString path, string face) => path.StartsWithSegments(face, StringComparison.OrdinalIgnoreCase);

    private static string CacheControlOf(HttpResponse answer) => MayBeKeptAttribute.Includes(answer.StatusCode)
        && answer.HttpContext.GetEndpoint()?.Metadata.GetMetadata<MayBeKeptAttribute>() is { } kept
            ? kept.CacheControl
            : "no-store";

    private static string DigestOf(string style) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));

    /// <summary>Answers hold codes, places and people: nobody on the way may keep them.</summary>
    public static IApplicationBuilder UseNoStore(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var path = context.Request.Path;
        if (IsPage(path, "/v1") || IsPage(path, "/console") || IsPage(path, "/r/plain"))
        {
            // At the last moment: a failure's handler clears the headers and sets its own.
            context.Response.OnStarting(static response =>
            {
                var answer = (HttpResponse)response;
                answer.Headers.CacheControl = CacheControlOf(answer);
                return Task.CompletedTask;
            }, context.Response);
        }

        return next(context);
    });
}
