using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;

namespace DeliveryOtp.Api.Http.Budgets;

/// <summary>
/// A refusal takes its time: a client that doesn't read <c>Retry-After</c> waits all the same, and four hundred of them leave the
/// machine to the others. No two take the same time, or all that were refused together would come back together; and the more wait,
/// the longer it is, so that some 200 a second end whether a hundred connections ask or two thousand.
/// </summary>
internal static class RefusalPause
{
    private const int MostPaused = 2_000;
    private const int ShortestMs = 1_000;
    private const int LongestMs = 3_000;
    private const int LongerMsEach = 10;

    private static int _paused;

    /// <summary>The request has a place among those at work, which is the next one's as soon as it is refused.</summary>
    public static void Hold(HttpContext context, RateLimitLease place) => context.Features.Set(place);

    /// <summary>Beyond a number of paused requests the connection ends instead.</summary>
    public static async Task WaitAsync(HttpContext context)
    {
        context.Features.Get<RateLimitLease>()?.Dispose();

        // What is done may be long ago by then, and is answered all the same.
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        try
        {
            var paused = Interlocked.Increment(ref _paused);
            if (paused > MostPaused)
            {
                context.Response.Headers.Connection = "close";
                return;
            }

            var pause = RandomNumberGenerator.GetInt32(ShortestMs, LongestMs + (LongerMsEach * paused));
            await Task.Delay(pause, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            Interlocked.Decrement(ref _paused);
        }
    }
}
