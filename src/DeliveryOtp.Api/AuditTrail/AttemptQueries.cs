using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>Finds attempts; a read by support leaves a trace before it shows anything.</summary>
public sealed class AttemptQueries(
    DeliveryOtpDbContext database, VisitReads visits, SupportReads reads, UnreadableRows unreadable, TimeProvider time)
{
    /// <summary>Null: the retailer has no such attempt.</summary>
    public async Task<RecordedAttempt?> GetAsync(Actor actor, RetailerId retailer, Guid id, CancellationToken cancel)
    {
        var attempt = await visits.FindAsync(retailer, database.AttemptsOf(retailer).Where(row => row.Id == id), cancel);
        return attempt is not null && await reads.ViewAsync(actor, retailer, new DeliveryId(attempt.DeliveryId), "attempt", cancel)
            ? RecordedAttempt.Of(attempt)
            : null;
    }

    public Task<Page<RecordedAttempt>> ListAsync(Actor actor, RetailerId retailer, AttemptQuery query, CancellationToken cancel) =>
        ListAsync(actor, retailer, query, RecordedAttempt.Of, cancel);

    /// <summary>The same, and where each was to be delivered: people are told the time there.</summary>
    public Task<Page<ListedAttempt>> ListWithCountryAsync(Actor actor, RetailerId retailer, AttemptQuery query, CancellationToken cancel) =>
        ListAsync(actor, retailer, query, found => new ListedAttempt(RecordedAttempt.Of(found), found.Country), cancel);

    private async Task<Page<TItem>> ListAsync<TItem>(
        Actor actor,
        RetailerId retailer,
        AttemptQuery query,
        Func<FoundVisit, TItem> read,
        CancellationToken cancel)
        where TItem : class
    {
        var found = await FindAsync(retailer, query, query.Before, query.Size + 1, cancel);
        var page = Cursor.PageOf(found, query.Size, attempt => attempt.Id, attempt => unreadable.Read(attempt, bad => bad.Id, read));
        var search = new Search(RecordId.Next(time.Now()), actor, retailer, "attempts", query.Filters);
        await reads.SearchAsync(search, page.Data.Count, cancel);
        return page;
    }

    /// <summary>A page of all that match; who asks leaves the trace.</summary>
    internal async Task<ExportPage<RecordedAttempt>> ReadPageAsync(
        RetailerId retailer,
        AttemptQuery query,
        Guid? before,
        int size,
        CancellationToken cancel) => ExportPage.Of(
            await FindAsync(retailer, query, before, size, cancel),
            size,
            found => found.Id,
            found => unreadable.Read(found, bad => bad.Id, RecordedAttempt.Of));

    /// <summary>The newest that match, at most <paramref name="count"/>, older than <paramref name="before"/>.</summary>
    private async Task<IReadOnlyList<FoundVisit>> FindAsync(
        RetailerId retailer,
        AttemptQuery query,
        Guid? before,
        int count,
        CancellationToken cancel)
    {
        query = query with { DeliveryId = await visits.FindDeliveryAsync(retailer, query, cancel) };
        return await visits.ListAsync(retailer, new NewestAttempts(database, retailer, query).Take(count, before), query, count, cancel);
    }
}

/// <summary>An attempt, and the country of its destination.</summary>
/// <param name="Attempt">As the API shows it.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record ListedAttempt(RecordedAttempt Attempt, string Country);
