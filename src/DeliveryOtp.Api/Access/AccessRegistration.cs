using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;

namespace DeliveryOtp.Api.Access;

internal static class AccessRegistration
{
    private const string AnyBearer = "Bearer";
    private const string CourierToken = "CourierToken";

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<ApiKeyVerifier>();
        services.AddScoped<ApiKeyService>();
        services.AddScoped<RetailerService>();
        services.AddSingleton<CourierTokens>();
        services.AddSingleton<SignInThrottle>();
        services.AddAuthentication(AnyBearer)
            .AddPolicyScheme(AnyBearer, AnyBearer, options => options.ForwardDefaultSelector = SchemeOf)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, configureOptions: null)
            .AddJwtBearer(CourierToken);
        services.AddOptions<JwtBearerOptions>(CourierToken).Configure<CourierTokens>(ConfigureCourierTokens);
        services.AddAuthorizationBuilder();

        // Comes with AddAuthentication; nothing here uses it, so no keys land in anybody's home directory.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        return services;
    }

    public static IApplicationBuilder UseAccess(this IApplicationBuilder app)
    {
        var throttle = app.ApplicationServices.GetRequiredService<SignInThrottle>();
        return app.UseAuthentication().Use(next => context => throttle.InvokeAsync(context, next)).UseAuthorization();
    }

    /// <summary>A JWT has two dots, an API key has none, and an operator's admin key is whatever is left.</summary>
    private static string SchemeOf(HttpContext context) =>
        ApiKeyAuthentication.CredentialOf(context.Request) is { } credential && credential.Count(c => c == '.') == 2
            ? CourierToken
            : ApiKeyAuthentication.SchemeName;

    private static void ConfigureCourierTokens(JwtBearerOptions options, CourierTokens tokens)
    {
        options.MapInboundClaims = false;
        options.IncludeErrorDetails = false;
        options.TokenValidationParameters = tokens.Validation;
        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                if (CourierTokens.CallerOf(context.Principal!) is { } caller)
                    context.Principal = new ClaimsPrincipal(caller.ToIdentity(CourierToken));
                else
                    context.Fail("a claim is missing");
                return Task.CompletedTask;
            },
        };
    }
}
