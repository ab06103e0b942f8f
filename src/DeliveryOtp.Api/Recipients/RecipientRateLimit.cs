using Microsoft.AspNetCore.RateLimiting;

namespace DeliveryOtp.Api.Recipients;

/// <summary>
/// R20, R21: what a link may ask in a minute, on each replica. Reading uses up nothing that a tap needs, and what stops the
/// code (a hide, a report, a denial) is in no budget at all. A page that reloads by itself stays far below.
/// </summary>
internal static class RecipientRateLimit
{
    /// <summary>Of `GET /v1/tracking` and of opening streams.</summary>
    public const string Reads = "recipient-reads";

    /// <summary>Of the taps that stop nothing.</summary>
    public const string Taps = "recipient-taps";

    public static void Configure(RateLimiterOptions options) => options
        .AddPolicy(Reads, new LinkBudget(Reads, "read"))
        .AddPolicy(Taps, new LinkBudget(Taps, "tapped"));
}
