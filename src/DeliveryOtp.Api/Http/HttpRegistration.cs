using DeliveryOtp.Api.Http.Budgets;
using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Api.Http.Logs;
using DeliveryOtp.Api.Http.OpenApi;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Http;

/// <summary>What every request goes through before it meets a feature.</summary>
internal static class HttpRegistration
{
    private const int MaxBodyBytes = 32 * 1024;

    /// <summary>Nothing but a stream may take longer: a client learns within five seconds that there is no verdict.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(4.5);

    public static IServiceCollection AddHttp(this IServiceCollection services)
    {
        services.AddLogging(logging => logging.AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>());
        services.AddProblems();
        services.AddBudgets();
        services.AddRequestDecompression();
        services.AddSingleton<ContentFilter>();
        services.AddSingleton<ValidationFilter>();
        services.AddControllers(options =>
            {
                options.Filters.Add(new ServiceFilterAttribute(typeof(ContentFilter)) { IsReusable = true });
                options.Filters.Add(new QueryParameterFilter());
                options.Filters.Add(new ServiceFilterAttribute(typeof(ValidationFilter)) { IsReusable = true });
                options.ModelBinderProviders.Insert(0, new QueryTextBinder());
                options.InputFormatters.Clear();
                InvalidRequest.SpeakPlainly(options.ModelBindingMessageProvider);
                options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            })
            .AddJsonOptions(options => ApiJson.Configure(options.JsonSerializerOptions))
            .ConfigureApiBehaviorOptions(options =>
            {
                options.InvalidModelStateResponseFactory = context => InvalidRequest.Of(context.ModelState);
                options.SuppressMapClientErrors = true;
            });
        services.Replace(ServiceDescriptor.Singleton<IObjectModelValidator, NoModelValidation>());
        services.AddOptions<MvcOptions>().Configure<IOptions<JsonOptions>>((mvc, json) =>
            mvc.InputFormatters.Add(new JsonBodyFormatter(json.Value.JsonSerializerOptions)));
        services.AddValidatorsFromAssemblyContaining<ApiController>(ServiceLifetime.Singleton, includeInternalTypes: true);
        services.AddPageSecurity();
        services.AddOpenApi();
        services.AddSingleton<StreamedExport>();
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
        // No handler blocks its thread, so none needs a thread of its own beside the one that read the request.
        services.Configure<SocketTransportOptions>(options => options.UnsafePreferInlineScheduling = true);
        return services.AddTrustedProxies().AddCrossOrigin();
    }

    /// <summary>In the order in which a request passes.</summary>
    public static IApplicationBuilder UseHttp(this IApplicationBuilder app) => app
        .UseForwardedHeaders()
        .UseSecurityHeaders()
        .UseNoStore()
        .UseRequestLog()
        .UseHead()
        .UseCors()
        .UseProblems()
        .UseManagementPort()
        .UseOpenApi()
        .UseRouting()
        .UseRequestTimeouts()
        .UseRequestDecompression();
}
