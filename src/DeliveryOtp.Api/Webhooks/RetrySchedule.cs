namespace DeliveryOtp.Api.Webhooks;

/// <summary>When a post that failed is tried again: soon at first, for three days in all, and never all at once.</summary>
internal static class RetrySchedule
{
    /// <summary>To either side.</summary>
    private const double Jitter = 0.2;

    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(18),
        TimeSpan.FromHours(22),
    ];

    /// <summary>Older ones are given up even if they had fewer posts, since their endpoint was left alone.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3.6);

    /// <param name="failures">How many posts have failed so far.</param>
    /// <param name="chance">From 0 to 1, by chance.</param>
    /// <returns>Null: it is given up.</returns>
    public static TimeSpan? After(int failures, double chance) =>
        failures <= Delays.Length ? Delays[failures - 1] * (1 - Jitter + (2 * Jitter * chance)) : null;
}
