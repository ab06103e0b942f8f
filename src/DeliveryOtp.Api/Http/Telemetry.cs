using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// OpenTelemetry: traces over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, metrics there and at <c>/metrics</c>.
/// </summary>
internal static class Telemetry
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Who we are, unless <c>OTEL_SERVICE_NAME</c> or <c>OTEL_RESOURCE_ATTRIBUTES</c> says otherwise.</summary>
    private const string ServiceName = "deliveryotp";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var exports = !string.IsNullOrEmpty(configuration[OtlpEndpoint]);
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.Clear()
                .AddService(ServiceName, serviceVersion: ServiceVersion.Current)
                .AddTelemetrySdk()
                .AddEnvironmentVariableDetector())
            .WithMetrics(metrics =>
            {
                metrics.AddMeter("DeliveryOtp.*", "Npgsql")
                    .AddAspNetCoreInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddPrometheusExporter();
                if (exports)
                    metrics.AddOtlpExporter();
            })
            .WithTracing(traces =>
            {
                if (exports)
                    traces.AddAspNetCoreInstrumentation().AddNpgsql().AddOtlpExporter();
            });
        return services.AddHostedService<CountersStart>();
    }
}
