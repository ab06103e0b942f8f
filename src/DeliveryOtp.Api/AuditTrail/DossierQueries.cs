using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>
/// Reads all that one delivery is judged by in one go: support's look at it is one entry of the journal, made before anything is
/// read.
/// </summary>
public sealed class DossierQueries(
    DeliveryOtpDbContext database,
    DeliveryReads deliveries,
    SupportReads reads,
    UnreadableRows unreadable,
    TimeProvider time)
{
    /// <summary>Entries from the start of a journal and from its end that are read at most. Nobody reads more, and a flood may hold more.</summary>
    private const int EndSize = 1000;

    /// <summary>Null: the retailer has no such delivery.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="retailer">Whose delivery.</param>
    /// <param name="id">Which.</param>
    /// <param name="resource">What the look is called in the journal.</param>
    /// <param name="cancel">The reader has gone.</param>
    public async Task<DeliveryDossier?> FindAsync(Actor actor, RetailerId retailer, DeliveryId id, string resource, CancellationToken cancel)
    {
        if (!await reads.ViewAsync(actor, retailer, id, resource, cancel)
            || await deliveries.FindAsync(retailer, id, cancel) is not { } delivery)
        {
            return null;
        }

        var now = time.Now();
        var entries = await ListEntriesAsync(delivery, cancel);
        return new DeliveryDossier(
            delivery.Settle(now).After with { Code = null, Superseded = [] },
            entries,
            Math.Max(0, delivery.Sequence - (2 * EndSize)),
            await ListSubjectsAsync(delivery, entries, cancel),
            now);
    }

    /// <summary>The delivery of an attempt and the attempt's place in its journal; null: the retailer has no such attempt.</summary>
    public async Task<(DeliveryId Delivery, int Sequence)?> FindAttemptAsync(RetailerId retailer, Guid attempt, CancellationToken cancel) =>
        await database.AttemptsOf(retailer)
            .Where(row => row.Id == attempt)
            .Select(row => new { row.DeliveryId, row.Sequence })
            .SingleOrDefaultAsync(cancel) is { } found
                ? (new DeliveryId(found.DeliveryId), found.Sequence)
                : null;

    private async Task<IReadOnlyList<DossierEntry>> ListEntriesAsync(Delivery delivery, CancellationToken cancel)
    {
        var last = delivery.Sequence;
        var rows = await database.Journal
            .Where(row => row.RetailerId == delivery.RetailerId.Value && row.DeliveryId == delivery.Id.Value)
            .Where(row => row.Sequence <= last && (row.Sequence <= EndSize || row.Sequence > last - EndSize))
            .OrderBy(row => row.Sequence)
            .ToListAsync(cancel);
        var entries = rows.ConvertAll(EntryOf);
        var ids = entries.Select(entry => entry.Id).ToHashSet();
        var raised = entries
            .Where(entry => entry.Detail is StoredSignalRaised { About: { } about } && ids.Contains(about))
            .ToLookup(entry => entry.Detail!.As<StoredSignalRaised>().About!.Value);

        // A signal about an entry of this journal stands with it, and nowhere else.
        return
        [
            .. entries
                .Where(entry => entry.Detail is not StoredSignalRaised { About: { } about } || !ids.Contains(about))
                .Select(entry => entry with
                {
                    Raised = [.. raised[entry.Id].Select(later => new RaisedSignal(later.Detail!.As<StoredSignalRaised>().Signal.ToSignal(), later.Sequence))],
                }),
        ];
    }

    private DossierEntry EntryOf(JournalRow row) => new(
        row.Sequence,
        row.Id,
        row.Kind,
        row.RecordedAt,
        new Actor(row.ActorRole, row.ActorId),
        row.CourierId,
        row.IsStranger,
        unreadable.Read(row, bad => bad.Id, ReadDetail),
        row.Detail,
        Raised: [],
        row.IdempotencyKey);

    private static StoredContent ReadDetail(JournalRow row) => new StoredForm(row.Kind, row.Version, row.Detail).Read();

    private async Task<IReadOnlyList<SubjectRates>> ListSubjectsAsync(
        Delivery delivery,
        IReadOnlyList<DossierEntry> entries,
        CancellationToken cancel)
    {
        string[] couriers = [.. entries.Select(entry => entry.CourierId).Prepend(delivery.Courier?.Value).OfType<string>().Distinct(StringComparer.Ordinal)];
        string[] devices = [.. entries.Select(DeviceOf).OfType<string>().Distinct(StringComparer.Ordinal)];
        var counts = await database.HandOvers
            .Where(row => row.RetailerId == delivery.RetailerId.Value)
            .Where(row => (row.Subject == HandOverRow.Courier && couriers.Contains(row.SubjectId))
                || (row.Subject == HandOverRow.Device && devices.Contains(row.SubjectId))
                || row.Subject == HandOverRow.Fleet)
            .ToListAsync(cancel);
        var fleet = CountsOf(counts.SingleOrDefault(row => row.Subject == HandOverRow.Fleet));
        return
        [
            .. couriers.Select(id => new SubjectRates(IsDevice: false, id, CountsFor(HandOverRow.Courier, id), fleet)),
            .. devices.Select(id => new SubjectRates(IsDevice: true, id, CountsFor(HandOverRow.Device, id), fleet)),
        ];

        HandOverCounts CountsFor(string subject, string id) => CountsOf(counts.SingleOrDefault(row => row.Subject == subject && row.SubjectId == id));
    }

    private static string? DeviceOf(DossierEntry entry) => (entry.Detail as IStoredVisit)?.Device.Id;

    private static HandOverCounts CountsOf(HandOverRow? row) => row is null
        ? HandOverCounts.None
        : new HandOverCounts(row.Attempts, row.Refused, row.Wrong, row.Accepted, row.Late, row.Contested);
}
