using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using Microsoft.Extensions.Caching.Memory;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>What support begins the morning with. A look leaves a trace, also where it shows what was counted a moment ago.</summary>
public sealed class OverviewQueries(
    RecentSums sums,
    RetailerPolicies policies,
    ReaderStates readers,
    SupportReads reads,
    OverviewMemory memory,
    TimeProvider time)
{
    private const int Hours = 24;
    private const int Days = 7;

    public async Task<Overview> ReadAsync(Actor actor, RetailerId retailer, CancellationToken cancel)
    {
        var now = time.Now();
        var overview = memory.Find(retailer, now) ?? await CountAsync(retailer, now, cancel);
        await reads.SearchAsync(
            new Search(RecordId.Next(now), actor, retailer, "overview", new Dictionary<string, string[]>(StringComparer.Ordinal)),
            rowsReturned: 1,
            cancel);
        return overview;
    }

    private async Task<Overview> CountAsync(RetailerId retailer, DateTimeOffset now, CancellationToken cancel)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var thisHour = today.AddHours(now.UtcDateTime.Hour);
        var byHour = await sums.ByHourAsync(retailer, today.AddDays(1 - Days), cancel);
        var overview = new Overview(
            now,
            [.. Enumerable.Range(1 - Hours, Hours).Select(hour => Sum(byHour, thisHour.AddHours(hour), 1))],
            [.. Enumerable.Range(1 - Days, Days).Select(day => Sum(byHour, today.AddDays(day), Hours))],
            await sums.CountReviewsAsync(retailer, cancel),
            await sums.CountDisputesAsync(retailer, now, cancel),
            await sums.ListSuspendedAsync(retailer, await policies.FindAsync(retailer, cancel), now, cancel),
            await readers.ListAsync(cancel));
        memory.Keep(retailer, overview);
        return overview;
    }

    private static SpanOfAttempts Sum(IReadOnlyDictionary<DateTimeOffset, HourSum> byHour, DateTimeOffset from, int hours) => new(
        from,
        Enumerable.Range(0, hours).Select(hour => byHour.GetValueOrDefault(from.AddHours(hour), HourSum.None)).Aggregate((sum, next) => sum + next));
}

/// <summary>The last counts of each retailer, for half a minute: many eyes in the morning are one count.</summary>
public sealed class OverviewMemory : IDisposable
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private const int CacheCapacity = 1_000;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = CacheCapacity });

    public Overview? Find(RetailerId retailer, DateTimeOffset now) =>
        _known.Get<Overview>(retailer) is { } known && now - known.At < KeptFor ? known : null;

    public void Keep(RetailerId retailer, Overview overview) =>
        _known.Set(retailer, overview, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = KeptFor });

    public void Dispose() => _known.Dispose();
}

/// <summary>How a retailer's doors are.</summary>
/// <param name="At">When it was counted.</param>
/// <param name="Hours">The last 24, oldest first; the last is not over.</param>
/// <param name="Days">The last seven by UTC, oldest first; the last is not over.</param>
/// <param name="Reviews">Deliveries marked for review; at most <see cref="RecentSums.ReviewLimit"/>.</param>
/// <param name="Disputes">Those that wait for a decision and are due.</param>
/// <param name="Suspended">Couriers who may not confirm now (R17).</param>
/// <param name="Readers">How far the readers of the journal are.</param>
public sealed record Overview(
    DateTimeOffset At,
    IReadOnlyList<SpanOfAttempts> Hours,
    IReadOnlyList<SpanOfAttempts> Days,
    int Reviews,
    DueDisputes Disputes,
    IReadOnlyList<SuspendedCourier> Suspended,
    IReadOnlyList<ReaderState> Readers);

/// <summary>The attempts of an hour or a day.</summary>
/// <param name="From">When it began.</param>
/// <param name="Sum">How they ended.</param>
public sealed record SpanOfAttempts(DateTimeOffset From, HourSum Sum);
