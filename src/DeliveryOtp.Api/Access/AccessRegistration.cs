using Microsoft.AspNetCore.Authentication;

namespace DeliveryOtp.Api.Access;

internal static class AccessRegistration
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<ApiKeyVerifier>();
        services.AddSingleton<ApiKeyTable>();
        services.AddScoped<ApiKeyService>();
        services.AddScoped<RetailerService>();
        services.AddSingleton<CourierTokens>();
        services.AddSingleton<SignInThrottle>();
        services.AddAuthentication(BearerAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerAuthentication.SchemeName, configureOptions: null);
        services.AddAuthorizationBuilder();
        return services.AddSharedDataProtection();
    }

    public static IApplicationBuilder UseAccess(this IApplicationBuilder app)
    {
        var throttle = app.ApplicationServices.GetRequiredService<SignInThrottle>();
        return app.UseAuthentication().Use(next => context => throttle.InvokeAsync(context, next)).UseAuthorization().UseRateLimiter();
    }
}
