using DeliveryOtp.Api.Http.Budgets;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// Pages of other origins that may call from a browser: couriers' web apps and retailers' pages. Only those that the operator
/// names, and never with credentials of the browser's own: here they are in the Authorization header.
/// </summary>
internal static class CrossOrigin
{
    private const string Section = "DeliveryOtp:Cors:Origins";
    private const string Everyone = "*";

    /// <summary>Browsers keep the answer to a preflight no longer than this.</summary>
    private static readonly TimeSpan PreflightMaxAge = TimeSpan.FromHours(2);

    public static IServiceCollection AddCrossOrigin(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IConfiguration>(Configure).ValidateOnStart();
        return services;
    }

    private static void Configure(CorsOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        string[] origins = section.Value is { } list
            ? list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : section.Get<string[]>() ?? [];
        if (origins.Length == 0)
            return;

        if (Array.Find(origins, origin => !IsOrigin(origin)) is { } wrong)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(CorsOptions), [
                $"DeliveryOtp__Cors__Origins has '{wrong}': write origins as browsers send them, such as https://courier.example (no path, no port that goes without saying), or * for all.",
            ]);
        }

        options.AddDefaultPolicy(policy => policy
            .WithOrigins(origins)
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete)
            .WithHeaders(HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.ContentEncoding, Idempotency.HeaderName, EventStream.LastEventIdHeader)
            .WithExposedHeaders(
                HeaderNames.Location,
                HeaderNames.RetryAfter,
                HeaderNames.WWWAuthenticate,
                BudgetRefusal.Limit,
                BudgetRefusal.Policy,
                Idempotency.ReplayedHeaderName)
            .SetPreflightMaxAge(PreflightMaxAge));
    }

    private static bool IsOrigin(string text) => text == Everyone
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri.GetLeftPart(UriPartial.Authority) == text);
}
