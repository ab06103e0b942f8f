using System.Threading.RateLimiting;
using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace DeliveryOtp.Api.Recipients;

/// <summary>R20: a link may be asked 60 times a minute, on each replica. A page that reloads by itself stays far below.</summary>
internal static class RecipientRateLimit
{
    public const string Policy = "recipient";

    private const int Requests = 60;
    private const int WindowS = 60;

    public static void Configure(RateLimiterOptions options)
    {
        options.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
            Caller.Of(context.User).Delivery,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = Requests, Window = TimeSpan.FromSeconds(WindowS) }));
        options.OnRejected = async (rejected, _) =>
        {
            RateLimitHeaders.Write(rejected.HttpContext.Response, rejected.Lease, Policy, Requests, WindowS);
            await rejected.HttpContext.WriteProblemAsync(ProblemKind.TooManyRequests.ToDetails(detail: null));
        };
    }
}
