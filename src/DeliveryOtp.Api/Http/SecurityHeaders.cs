namespace DeliveryOtp.Api.Http;

/// <summary>
/// Security headers: a strict policy for the API, and one for Swagger UI, which styles and scripts itself.
/// </summary>
internal static class SecurityHeaders
{
    private const string SwaggerPolicy = "swagger";

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
                    csp.AddScriptSrc().Self().UnsafeInline();
                    csp.AddStyleSrc().Self().UnsafeInline();
                    csp.AddFrameAncestors().None();
                    csp.AddBaseUri().None();
                    csp.AddFormAction().None();
                }))
            .SetPolicySelector(context => context.HttpContext.Request.Path.StartsWithSegments("/swagger", StringComparison.Ordinal)
                ? context.ConfiguredPolicies[SwaggerPolicy]
                : context.DefaultPolicy);
        return services;
    }

    /// <summary>Answers hold codes, places and people: nobody on the way may keep them.</summary>
    public static IApplicationBuilder UseNoStore(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
            context.Response.Headers.CacheControl = "no-store";
        return next(context);
    });
}
