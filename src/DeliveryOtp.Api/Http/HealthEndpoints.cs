using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can answer requests, or says why not. <c>/health</c>:
/// all of it works, the readers of the journal too; for alarms, since no balancer should turn couriers away for a late webhook.
/// </summary>
internal static class HealthEndpoints
{
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks(
            "/health/ready",
            new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteAsync });
        return endpoints;
    }

    private static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => entry.Value.Description ?? entry.Value.Status.ToString().ToLowerInvariant(),
            StringComparer.Ordinal);
        if (report.Status != HealthStatus.Unhealthy)
        {
            await context.Response.WriteAsJsonAsync(new { status = report.Status.ToString().ToLowerInvariant(), version = ServiceVersion.Current, checks });
            return;
        }

        var problem = ProblemKind.Unavailable.ToDetails(string.Join(' ', checks.Values));
        problem.Extensions["checks"] = checks;
        await context.WriteProblemAsync(problem);
    }
}
