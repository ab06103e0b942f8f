using DeliveryOtp.Api.Http.Budgets;
using DeliveryOtp.Api.Persistence.Schema;
using Microsoft.AspNetCore.Authentication;

namespace DeliveryOtp.Api.Access;

internal static class AccessRegistration
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddCounters<AccessMetrics>();
        services.AddSingleton<ApiKeyVerifier>();
        services.AddSingleton<ApiKeyTable>();
        services.AddScoped<ApiKeyService>();
        services.AddScoped<RetailerService>();
        services.AddScoped<CourierTokenService>();
        services.AddScoped<CredentialEvents>();
        services.AddAfterMigration<CredentialRevocations>();
        services.AddSingleton<CourierTokens>();
        services.AddSingleton<RecentCredentials>();
        services.AddSingleton<SignInThrottle>();
        services.AddAuthentication(BearerAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerAuthentication.SchemeName, configureOptions: null);
        services.AddAuthorizationBuilder();
        return services.AddSharedDataProtection();
    }

    /// <summary>Only the authorization of the console looks at cookies.</summary>
    private static bool IsSignedInByCookie(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true } identity && identity.AuthenticationType != BearerAuthentication.SchemeName;

    public static IApplicationBuilder UseAccess(this IApplicationBuilder app)
    {
        var throttle = app.ApplicationServices.GetRequiredService<SignInThrottle>();
        return app.UseLinkBudgets()
            .UseAuthentication()
            .Use(next => context => throttle.InvokeAsync(context, next))
            .UseBudgets()
            .UseAuthorization()
            .UseWhen(IsSignedInByCookie, console => console.UseBudgets());
    }
}
