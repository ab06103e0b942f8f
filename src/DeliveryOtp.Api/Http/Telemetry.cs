using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// OpenTelemetry: traces over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, metrics there and at <c>/metrics</c>.
/// </summary>
internal static class Telemetry
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var exports = !string.IsNullOrEmpty(configuration[OtlpEndpoint]);
        services.AddOpenTelemetry()
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
        return services;
    }
}
