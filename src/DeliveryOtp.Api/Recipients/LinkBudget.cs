using System.Threading.RateLimiting;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using Microsoft.AspNetCore.RateLimiting;

namespace DeliveryOtp.Api.Recipients;

/// <summary>Sixty requests of one kind a minute, for each link.</summary>
/// <param name="name">As the headers of a 429 call it.</param>
/// <param name="done">What was done too often, for people.</param>
internal sealed class LinkBudget(string name, string done) : IRateLimiterPolicy<DeliveryId?>
{
    private const int Requests = 60;
    private const int WindowS = 60;

    public Func<OnRejectedContext, CancellationToken, ValueTask> OnRejected => async (rejected, _) =>
    {
        RateLimitHeaders.Write(rejected.HttpContext.Response, rejected.Lease, name, Requests, WindowS);
        await rejected.HttpContext.WriteProblemAsync(ProblemKind.TooManyRequests.ToDetails(
            $"The link was {done} {Requests} times within {WindowS} seconds. Wait for the seconds in `Retry-After`. "
            + "Hiding the code, reports and denials are always taken."));
    };

    /// <summary>Whoever has shown no link reads none: such requests end at the sign-in, or at a page that asks for it.</summary>
    public RateLimitPartition<DeliveryId?> GetPartition(HttpContext httpContext) =>
        (httpContext.User.Identity as CallerIdentity)?.Caller.Delivery is { } delivery
            ? RateLimitPartition.GetFixedWindowLimiter<DeliveryId?>(
                delivery,
                _ => new FixedWindowRateLimiterOptions { PermitLimit = Requests, Window = TimeSpan.FromSeconds(WindowS) })
            : RateLimitPartition.GetNoLimiter<DeliveryId?>(null);
}
