using DeliveryOtp.Api.Http.OpenApi;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Schema;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace DeliveryOtp.Api.Webhooks;

internal static class WebhooksRegistration
{
    private const int LongestHeadersKb = 16;

    /// <summary>An endpoint gets this long to answer (Standard Webhooks asks for 15–30 s).</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(15);

    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateOnStart();
        services
            .AddSingleton<TargetGuard>()
            .AddSingleton<WebhookSecretBox>()
            .AddSingleton<WebhookBell>()
            .AddSingleton<WebhookSubscriptions>()
            .AddSingleton<WebhookOutbox>()
            .AddSingleton<DueWebhooks>()
            .AddSingleton<WebhookBody>()
            .AddSingleton<EventQueries>()
            .AddSingleton<WebhookClient>()
            .AddCounters<WebhookMetrics>()
            .AddSingleton<WebhookPosting>()
            .AddScoped<WebhookEndpointService>()
            .AddScoped<WebhookLogService>()
            .AddKnownNames(_ => new KnownNames(
                Names.EventType, "What an event tells.", [.. WebhookEventTypes.Meanings.Select(type => new KnownName(type.Type, type.Meaning))]))
            .AddKnownNames(_ => new KnownNames(
                Names.MessageType,
                "What a message tells: an event, or a test.",
                [.. WebhookEventTypes.Meanings.Select(type => new KnownName(type.Type, type.Meaning)), new KnownName(WebhookEventTypes.Test, "Sent because the retailer asked for it.")]))
            .AddJournalReader<WebhookReader>()
            .AddAfterMigration<SecretResealing>()
            .AddAfterMigration<WebhookSender>();
        services.ConfigureSwaggerGen(options => options.DocumentFilter<WebhooksFilter>());
        services.AddHttpClient(WebhookClient.Name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, provider) => Harden(handler, provider.GetRequiredService<TargetGuard>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddResilienceHandler(WebhookClient.Name, pipeline => pipeline
                .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.9,
                    MinimumThroughput = 10,
                    SamplingDuration = WebhookPosting.Break * 2,
                    BreakDuration = WebhookPosting.Break,
                })
                .AddTimeout(AttemptTimeout))
            .SelectPipelineBy(_ => request => request.Options.TryGetValue(WebhookClient.Endpoint, out var endpoint) ? endpoint : string.Empty);
        return services;
    }

    /// <summary>Nothing that an endpoint answers may lead anywhere else, be kept, or be long.</summary>
    private static void Harden(SocketsHttpHandler handler, TargetGuard guard)
    {
        handler.AllowAutoRedirect = false;
        handler.UseProxy = false;
        handler.UseCookies = false;
        handler.ConnectCallback = guard.ConnectAsync;
        handler.MaxResponseHeadersLength = LongestHeadersKb;
        handler.MaxResponseDrainSize = 16 * 1024;
        handler.ResponseDrainTimeout = TimeSpan.FromSeconds(1);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
    }
}
