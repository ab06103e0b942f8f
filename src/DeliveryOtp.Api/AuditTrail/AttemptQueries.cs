using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>Finds attempts; a read by support leaves a trace before it shows anything.</summary>
public sealed class AttemptQueries(DeliveryOtpDbContext database, SupportReads reads, UnreadableRows unreadable, TimeProvider time)
{
    /// <summary>Null: the retailer has no such attempt.</summary>
    public async Task<RecordedAttempt?> GetAsync(Actor actor, RetailerId retailer, Guid id, CancellationToken cancel)
    {
        var found = await Found(database.AttemptsOf(retailer).Where(row => row.Id == id)).ToListAsync(cancel);
        if (found is not [var attempt]
            || !await reads.ViewAsync(actor, retailer, new DeliveryId(attempt.DeliveryId), "attempt", cancel))
        {
            return null;
        }

        await AddRaisedAsync(retailer, found, cancel);
        return RecordedAttempt.Of(attempt);
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
        Func<FoundAttempt, TItem> read,
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
    private async Task<IReadOnlyList<FoundAttempt>> FindAsync(
        RetailerId retailer,
        AttemptQuery query,
        Guid? before,
        int count,
        CancellationToken cancel)
    {
        query = await OfOneDeliveryAsync(retailer, query, cancel);
        var newest = new NewestAttempts(database, retailer, query).Take(count, before);

        // Those of one delivery in its own order, by its own key: the planner would look for it among the attempts of everybody, newest
        // first, and a busy one of last year is behind millions of them.
        var found = query.DeliveryId is null
            ? await Found(newest.OrderByDescending(row => row.Id).Take(count)).OrderByDescending(attempt => attempt.Id).ToListAsync(cancel)
            : await Found(newest.OrderByDescending(row => row.Sequence).Take(count)).OrderByDescending(attempt => attempt.Sequence).ToListAsync(cancel);
        await AddRaisedAsync(retailer, found, cancel);
        return found;
    }

    /// <summary>An order has one delivery, as a rule: then that is what is asked for.</summary>
    private async Task<AttemptQuery> OfOneDeliveryAsync(RetailerId retailer, AttemptQuery query, CancellationToken cancel)
    {
        if (query is not { OrderId: { } order, DeliveryId: null })
            return query;
        var deliveries = await database.Deliveries
            .Where(row => row.RetailerId == retailer.Value && row.OrderId == order)
            .Select(row => row.Id)
            .Take(2)
            .ToListAsync(cancel);
        return deliveries is [var only] ? query with { DeliveryId = only } : query;
    }

    /// <summary>What history said about them later, in entries of the same deliveries.</summary>
    private async Task AddRaisedAsync(RetailerId retailer, IReadOnlyList<FoundAttempt> found, CancellationToken cancel)
    {
        Guid[] attempts = [.. found.Select(attempt => attempt.Id)];
        var raised = await database.Journal
            .Where(row => row.RetailerId == retailer.Value
                && row.Kind == KindName.SignalRaised
                && attempts.Contains(row.AboutId!.Value))
            .OrderBy(row => row.Sequence)
            .Select(row => new { row.DeliveryId, About = row.AboutId!.Value, row.Kind, row.Version, row.Detail })
            .ToListAsync(cancel);
        var byAttempt = raised.ToLookup(signal => (signal.DeliveryId, signal.About), signal => new StoredForm(signal.Kind, signal.Version, signal.Detail));
        foreach (var attempt in found)
            attempt.Raised = [.. byAttempt[(attempt.DeliveryId, attempt.Id)]];
    }

    /// <summary>Only what is shown is read: digests stay in the database (R2).</summary>
    private IQueryable<FoundAttempt> Found(IQueryable<JournalRow> rows) =>
        from row in rows
        join delivery in database.Deliveries
            on new { row.RetailerId, row.DeliveryId } equals new { delivery.RetailerId, DeliveryId = delivery.Id }
        select new FoundAttempt
        {
            Id = row.Id,
            DeliveryId = row.DeliveryId,
            Sequence = row.Sequence,
            OrderId = delivery.OrderId,
            Country = delivery.Country,
            CourierId = row.CourierId!,
            RecordedAt = row.RecordedAt,
            Form = new StoredForm(row.Kind, row.Version, row.Detail),
        };
}

/// <summary>An attempt, and the country of its destination.</summary>
/// <param name="Attempt">As the API shows it.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record ListedAttempt(RecordedAttempt Attempt, string Country);

/// <summary>An attempt's row and its delivery's order.</summary>
internal sealed class FoundAttempt
{
    public required Guid Id { get; init; }

    public required Guid DeliveryId { get; init; }

    public required int Sequence { get; init; }

    public required string OrderId { get; init; }

    public required string Country { get; init; }

    public required string CourierId { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>A <see cref="StoredAttempted"/>.</summary>
    public required StoredForm Form { get; init; }

    /// <summary>The signals that history raised about it, each a <see cref="StoredSignalRaised"/>.</summary>
    public IReadOnlyList<StoredForm> Raised { get; set; } = [];
}
