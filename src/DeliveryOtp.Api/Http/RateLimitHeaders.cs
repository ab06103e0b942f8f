using System.Globalization;
using System.Threading.RateLimiting;

namespace DeliveryOtp.Api.Http;

/// <summary>What a 429 tells in its headers: how long to wait, and which limit it was (draft-ietf-httpapi-ratelimit-headers).</summary>
internal static class RateLimitHeaders
{
    public const string Limit = "RateLimit";
    public const string Policy = "RateLimit-Policy";

    public static void Write(HttpResponse response, RateLimitLease lease, string policy, int quota, int windowS)
    {
        var waitS = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Ceiling(wait.TotalSeconds) : windowS;
        Write(response, policy, $"q={quota};w={windowS}", (int)Math.Max(1, waitS));
    }

    /// <summary>For a bound on what goes on at once.</summary>
    public static void WriteAtOnce(HttpResponse response, string policy, int quota, int waitS) =>
        Write(response, policy, $"q={quota};qu=\"concurrent-requests\"", waitS);

    private static void Write(HttpResponse response, string policy, string quota, int waitS)
    {
        var seconds = waitS.ToString(CultureInfo.InvariantCulture);
        response.Headers.RetryAfter = seconds;
        response.Headers[Policy] = $"\"{policy}\";{quota}";
        response.Headers[Limit] = $"\"{policy}\";r=0;t={seconds}";
    }
}
