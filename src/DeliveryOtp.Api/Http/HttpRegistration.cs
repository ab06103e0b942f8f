using FluentValidation;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DeliveryOtp.Api.Http;

/// <summary>What every request goes through before it meets a feature.</summary>
internal static class HttpRegistration
{
    private const int MaxBodyBytes = 32 * 1024;

    /// <summary>Nothing but a stream may take longer: a client learns within five seconds that there is no verdict.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(4.5);

    public static IServiceCollection AddHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddProblems();
        services.AddControllers(options =>
            {
                options.Filters.Add<QueryParameterFilter>();
                options.Filters.Add<ValidationFilter>();
                options.ModelValidatorProviders.Clear();
                options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            })
            .AddJsonOptions(options => ApiJson.Configure(options.JsonSerializerOptions))
            .ConfigureApiBehaviorOptions(options =>
            {
                options.InvalidModelStateResponseFactory = context => InvalidRequest.Of(context.ModelState);
                options.SuppressMapClientErrors = true;
            });
        services.AddValidatorsFromAssemblyContaining<ApiController>(ServiceLifetime.Singleton, includeInternalTypes: true);
        services.AddPageSecurity();
        services.AddOpenApi();
        services.AddRequestTimeouts(options => options.DefaultPolicy = new()
        {
            Timeout = LongestRequest,
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        });
        services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        services.Configure<ForwardedHeadersOptions>(options => TrustProxies(options, configuration));
        return services;
    }

    /// <summary>In the order in which a request passes.</summary>
    public static IApplicationBuilder UseHttp(this IApplicationBuilder app) => app
        .UseForwardedHeaders()
        .UseSecurityHeaders()
        .UseNoStore()
        .UseRequestLog()
        .UseProblems()
        .UseOpenApi()
        .UseRouting()
        .UseRequestTimeouts();

    /// <summary>The caller's address is evidence, so a forwarded one counts only from proxies that the operator named.</summary>
    private static void TrustProxies(ForwardedHeadersOptions options, IConfiguration configuration)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in configuration.GetSection("DeliveryOtp:TrustedProxies").Get<string[]>() ?? [])
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
    }
}
