using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authentication;

namespace DeliveryOtp.Api.Access;

/// <summary>
/// Bounds failed sign-ins per address (an IPv6 address counts as its /64). Good credentials always pass: behind a mobile
/// operator's NAT an honest courier shares the address with whoever fails.
/// </summary>
internal sealed class SignInThrottle : IDisposable
{
    private const int FailuresPerWindow = 20;
    private const int WindowS = 60;

    private readonly PartitionedRateLimiter<IPAddress> _failures = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetFixedWindowLimiter(NetworkOf(address), _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = FailuresPerWindow,
            Window = TimeSpan.FromSeconds(WindowS),
        }));

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity?.IsAuthenticated is true)
        {
            await next(context);
            return;
        }

        // The handler remembers its verdict on the request; the middleware before this one keeps it only where it is good.
        var verdict = await context.AuthenticateAsync();
        if (verdict.Failure is null)
        {
            await next(context);
            return;
        }

        using var lease = _failures.AttemptAcquire(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }

        RateLimitHeaders.Write(context.Response, lease, "failed-sign-ins", FailuresPerWindow, WindowS);
        await context.WriteProblemAsync(ProblemKind.TooManyRequests.ToDetails(
            "Too many sign-ins from this address failed. Wait for the seconds in `Retry-After`, then sign in with a valid credential."));
    }

    /// <summary>Counts a sign-in that failed elsewhere than in a header. Null: more may follow; otherwise the seconds to wait.</summary>
    public int? CountFailure(HttpContext context)
    {
        using var lease = _failures.AttemptAcquire(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? (int)Math.Ceiling(wait.TotalSeconds) : WindowS;
    }

    public void Dispose() => _failures.Dispose();

    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
