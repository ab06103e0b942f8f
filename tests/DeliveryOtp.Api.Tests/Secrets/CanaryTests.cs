using System.Collections.Concurrent;
using System.Diagnostics;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry.Trace;

namespace DeliveryOtp.Api.Tests.Secrets;

/// <summary>R2: a code and a wrong guess are looked for in everything that leaves the process.</summary>
public sealed class CanaryTests
{
    [Fact]
    public async Task R2_a_code_is_in_its_issuing_reply_and_in_no_other_reply_log_trace_or_metric()
    {
        ConcurrentQueue<string> traces = new();
        LineLog log = new();
        await using var service = new Service
        {
            ConfigureServices = services =>
            {
                log.AddTo(services);
                services.ConfigureOpenTelemetryTracerProvider(tracing => tracing
                    .AddAspNetCoreInstrumentation()
                    .AddNpgsql()
                    .AddProcessor(new OpenTelemetry.SimpleActivityExportProcessor(new TraceSink(traces))));
            },
            Settings = { ["Logging:LogLevel:DeliveryOtp"] = "Debug" },
        };
        await ((IAsyncLifetime)service).InitializeAsync();
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var now = service.Clock.GetUtcNow();

        var issued = await tenant.IssueAsync(new { courier_id = "crr-071" });
        var wrong = issued.WrongCode(offset: 345_678);
        List<string> replies = [];
        await KeepAsync(courier.GetAsync($"/v1/deliveries/{issued.Id}/doorstep"));
        await KeepAsync(courier.ArriveAsync(issued.Id, now, "k0"));
        await KeepAsync(courier.AttemptAsync(issued.Id, wrong, now, "k1"));
        await KeepAsync(courier.AttemptAsync(issued.Id, issued.Code!, now, "k1"));
        await KeepAsync(courier.AttemptAsync(issued.Id, issued.Code!, now, key: "k2", change: body => body["unknown"] = issued.Code));
        await KeepAsync(courier.AttemptAsync(issued.Id, issued.Code!, now, key: "k3", change: body => body["captured_at"] = issued.Code));
        await KeepAsync(courier.AttemptAsync(issued.Id, issued.Code!, now, key: "k4", change: body => body["location"]!["latitude"] = 91));
        await KeepAsync(courier.AttemptAsync(issued.Id, issued.Code!, now, "k5"));
        await KeepAsync(courier.AttemptAsync(issued.Id, issued.Code!, now, "k5"));
        await KeepAsync(courier.AttemptAsync(Guid.NewGuid(), issued.Code!, now, "k6"));
        await KeepAsync(courier.GetAsync($"/v1/deliveries/{issued.Id}/doorstep"));
        await KeepAsync(tenant.Recipient(issued).GetAsync("/v1/tracking"));
        await KeepAsync(tenant.Recipient(issued).PostAsync("/v1/tracking/receipts", new { }));
        await KeepAsync(tenant.Recipient(issued).PostAsync("/v1/tracking/reveals", new { }));
        foreach (var path in new[] { "/v1/deliveries", $"/v1/deliveries/{issued.Id}", $"/v1/deliveries/{issued.Id}/timeline", "/v1/attempts", "/v1/arrivals", "/metrics", "/health/ready", "/openapi/v1.json" })
        {
            await KeepAsync(tenant.Retailer.GetAsync(path));
            await KeepAsync(tenant.Support.GetAsync(path));
        }

        Assert.NotEmpty(service.Log);
        Assert.Contains(log.Lines, line => line.Contains("\"role\":\"courier\"", StringComparison.Ordinal));
        string[] logged = [.. service.Log, .. log.Lines];
        Assert.Contains(traces, trace => trace.Contains("attempts", StringComparison.Ordinal));
        foreach (var secret in new[] { issued.Link!, issued.Link![22..] })
        {
            Assert.DoesNotContain(replies, reply => reply.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(logged, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(traces, trace => trace.Contains(secret, StringComparison.Ordinal));
        }

        foreach (var digits in new[] { issued.Code!, wrong })
        {
            Assert.DoesNotContain(replies, reply => Digits.Holds(reply, digits));
            Assert.DoesNotContain(logged, line => Digits.Holds(line, digits));
            Assert.DoesNotContain(traces, trace => Digits.Holds(trace, digits));
        }

        async Task KeepAsync(Task<HttpResponseMessage> answer)
        {
            var response = await answer;
            replies.Add($"{response.Headers} {await response.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>Everything of a span that an exporter would send.</summary>
    private sealed class TraceSink(ConcurrentQueue<string> traces) : OpenTelemetry.BaseExporter<Activity>
    {
        public override OpenTelemetry.ExportResult Export(in OpenTelemetry.Batch<Activity> batch)
        {
            foreach (var activity in batch)
            {
                var tags = activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}");
                var events = activity.Events.Select(e => $"{e.Name} {string.Join(' ', e.Tags.Select(tag => $"{tag.Key}={tag.Value}"))}");
                traces.Enqueue($"{activity.DisplayName} {string.Join(' ', tags)} {string.Join(' ', events)}");
            }

            return OpenTelemetry.ExportResult.Success;
        }
    }
}
