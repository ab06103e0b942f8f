using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Signals;
using Microsoft.Extensions.Caching.Memory;

namespace DeliveryOtp.Api.Signals;

/// <summary>
/// What the reader of signals has looked up or counted lately, so that it asks the database once for a courier's past and then
/// goes on by itself. True as long as it has its turn, since nobody else writes what is kept here; then it has to be forgotten.
/// </summary>
internal sealed class HistoryMemory : IDisposable
{
    /// <summary>Visits in all, some 160 bytes each.</summary>
    private const int MostVisits = 60_000;

    private const int MostCounts = 30_000;
    private const double Compaction = 0.2;

    private readonly MemoryCache _visits = new(new MemoryCacheOptions { SizeLimit = MostVisits, CompactionPercentage = Compaction });
    private readonly MemoryCache _counts = new(new MemoryCacheOptions { SizeLimit = MostCounts, CompactionPercentage = Compaction });

    public List<PastVisit>? VisitsOf((RetailerId Retailer, CourierId Courier) courier) => _visits.Get<List<PastVisit>>(courier);

    public HandOverCounts? CountsOf(HandOverSubject subject) => _counts.Get<HandOverCounts>(subject);

    public void Keep((RetailerId Retailer, CourierId Courier) courier, List<PastVisit> visits) =>
        _visits.Set(courier, visits, new MemoryCacheEntryOptions { Size = visits.Count + 1 });

    public void Keep(HandOverSubject subject, HandOverCounts counts) =>
        _counts.Set(subject, counts, new MemoryCacheEntryOptions { Size = 1 });

    public void Forget()
    {
        _visits.Clear();
        _counts.Clear();
    }

    public void Dispose()
    {
        _visits.Dispose();
        _counts.Dispose();
    }
}
