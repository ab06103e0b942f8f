using System.Globalization;
using System.Threading.RateLimiting;

namespace DeliveryOtp.Api.Http.Budgets;

/// <summary>How much of something each of many may have, kept by the framework's limiters.</summary>
/// <typeparam name="TKey">Who each of them is.</typeparam>
internal sealed class Budget<TKey> : IDisposable
    where TKey : notnull
{
    private const double RefillsPerS = 5;

    private readonly PartitionedRateLimiter<TKey> _limiter;
    private readonly BudgetRefusal _refusal;

    private Budget(BudgetRefusal refusal, Func<TKey, RateLimitPartition<TKey>> partition)
    {
        _refusal = refusal;
        _limiter = PartitionedRateLimiter.Create(partition);
    }

    /// <summary>So many within so many seconds.</summary>
    /// <param name="name">As the headers of a refusal call it.</param>
    /// <param name="quota">How many.</param>
    /// <param name="windowS">Seconds from the first of them.</param>
    /// <param name="detail">What whoever is refused is told.</param>
    public static Budget<TKey> InWindow(string name, int quota, int windowS, string detail) => new(
        BudgetRefusal.InWindow(name, quota, windowS, waitS: windowS, detail),
        key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = quota,
            Window = TimeSpan.FromSeconds(windowS),
        }));

    /// <summary>So many a second in the long run, and more after a quiet time.</summary>
    /// <param name="name">As the headers of a refusal call it.</param>
    /// <param name="rate">How many.</param>
    /// <param name="who">Whose budget it is, for people.</param>
    public static Budget<TKey> OfRate(string name, RateOptions rate, string who)
    {
        var perPeriod = Math.Max(1, (int)(rate.PerSecond / RefillsPerS));
        var period = TimeSpan.FromSeconds((double)perPeriod / rate.PerSecond);
        var refill = Math.Max(1, (int)Math.Ceiling((double)rate.Burst / rate.PerSecond));
        return new(
            BudgetRefusal.InWindow(
                name,
                rate.Burst,
                refill,
                waitS: 1,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{who} may send {rate.PerSecond} requests a second, and {rate.Burst} after a quiet time. Nothing was recorded. Wait for the seconds in `Retry-After`, then repeat.")),
            key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = rate.Burst,
                TokensPerPeriod = perPeriod,
                ReplenishmentPeriod = period,
            }));
    }

    /// <summary>So many at once; those that come later wait for their turn, or are refused where too many wait.</summary>
    /// <param name="name">As the headers of a refusal call it.</param>
    /// <param name="quota">How many.</param>
    /// <param name="waiting">How many may wait.</param>
    /// <param name="waitS">After how many seconds another try makes sense.</param>
    /// <param name="detail">What whoever is refused is told.</param>
    public static Budget<TKey> AtOnce(string name, int quota, int waiting, int waitS, string detail) => new(
        BudgetRefusal.AtOnce(name, quota, waitS, detail),
        key => RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = quota,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));

    /// <summary>Null: it is granted, and used up by one.</summary>
    public BudgetRefusal? Take(TKey key)
    {
        using var lease = _limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null : RefusalOf(lease);
    }

    /// <summary>Null: there is more. Nothing is used up.</summary>
    public BudgetRefusal? Look(TKey key)
    {
        using var lease = _limiter.AttemptAcquire(key, permitCount: 0);
        return lease.IsAcquired ? null : RefusalOf(lease);
    }

    /// <summary>Waits for a place, or refuses where too many wait.</summary>
    public async ValueTask<Place> EnterAsync(TKey key, CancellationToken cancel)
    {
        var lease = await _limiter.AcquireAsync(key, permitCount: 1, cancel);
        return new Place(lease, lease.IsAcquired ? null : RefusalOf(lease));
    }

    private BudgetRefusal RefusalOf(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
        ? _refusal with { WaitS = (int)Math.Max(1, Math.Ceiling(wait.TotalSeconds)) }
        : _refusal;

    public void Dispose() => _limiter.Dispose();
}

/// <summary>One of those at work, until it is disposed.</summary>
/// <param name="Lease">What the limiter gave.</param>
/// <param name="Refusal">Not null: there was no place.</param>
internal readonly record struct Place(RateLimitLease Lease, BudgetRefusal? Refusal) : IDisposable
{
    public void Dispose() => Lease.Dispose();
}
