using System.Globalization;
using System.Threading.RateLimiting;

namespace DeliveryOtp.Api.Http;

/// <summary>What a 429 tells in its headers: how long to wait, and which limit it was (draft-ietf-httpapi-ratelimit-headers).</summary>
internal static class RateLimitHeaders
{
    public static void Write(HttpResponse response, RateLimitLease lease, string policy, int quota, int windowS)
    {
        var waitS = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Ceiling(wait.TotalSeconds) : windowS;
        var seconds = Math.Max(1, waitS).ToString(CultureInfo.InvariantCulture);
        response.Headers.RetryAfter = seconds;
        response.Headers["RateLimit-Policy"] = $"\"{policy}\";q={quota};w={windowS}";
        response.Headers["RateLimit"] = $"\"{policy}\";r=0;t={seconds}";
    }
}
