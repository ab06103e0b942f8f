using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DeliveryOtp.Api.Http;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work, or says why not.</summary>
internal static class HealthEndpoints
{
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
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
            await context.Response.WriteAsJsonAsync(new { status = report.Status.ToString().ToLowerInvariant(), checks });
            return;
        }

        var problem = ProblemKind.Unavailable.ToDetails(string.Join(' ', checks.Values));
        problem.Extensions["checks"] = checks;
        await context.WriteProblemAsync(problem);
    }
}
