using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>Who may use the console, and for how long at a time.</summary>
internal static class ConsoleAccess
{
    /// <summary>The cookie's scheme: the API knows nothing of it, so a cookie opens no endpoint there.</summary>
    public const string Scheme = "Console";

    public const string Policy = "Console";

    public const string SignInPath = "/console/sign-in";

    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan SessionTime = TimeSpan.FromHours(8);

    public static IServiceCollection AddConsole(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ConsoleTickets>();
        services.AddSingleton<SupportSignIn>();
        services.AddScoped<Disputes.DisputeBoxes>();
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy
            .AddAuthenticationSchemes(Scheme)
            .RequireRole(Roles.Support));
        services.AddAntiforgery(options =>
        {
            options.Cookie = new SecureCookie { Name = "__Host-console-form", SameSite = SameSiteMode.Strict, HttpOnly = true, IsEssential = true };
            options.HeaderName = "X-Form-Token";
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddAuthentication().AddCookie(Scheme, Configure).AddProvider(configuration);
        return services;
    }

    /// <summary>`Lax`: a stricter cookie does not survive the way back from a provider.</summary>
    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "__Host-console";
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.Path = "/";
        options.LoginPath = SignInPath;
        options.AccessDeniedPath = "/console/sign-in/refused";
        options.ReturnUrlParameter = "to";
        options.ExpireTimeSpan = IdleTime;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = context =>
            context.HttpContext.RequestServices.GetRequiredService<ConsoleTickets>().ValidateAsync(context);
    }

    /// <summary>
    /// Secure, though the request may have come over plain HTTP, which the framework's own setting refuses: browsers keep such a
    /// cookie of localhost as well.
    /// </summary>
    private sealed class SecureCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var cookie = base.Build(context, expiresFrom);
            cookie.Secure = true;
            return cookie;
        }
    }
}
