using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.Disputes;

/// <summary>Reads disputes; a read by support leaves a trace before it shows anything.</summary>
public sealed class DisputeQueries(
    DeliveryOtpDbContext database,
    DeliveryReads deliveries,
    HandOverRecords records,
    SupportReads reads,
    UnreadableRows unreadable,
    TimeProvider time)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>Null: the retailer has no such dispute.</summary>
    public async Task<DisputeResponse?> GetAsync(Actor actor, RetailerId retailer, Guid id, CancellationToken cancel) =>
        await FindAsync(retailer, id, cancel) is var (delivery, _)
        && await reads.ViewAsync(actor, retailer, delivery, "dispute", cancel)
            ? await ReadAsync(retailer, id, cancel)
            : null;

    /// <summary>Open ones first, by due date; then decided ones, the last decided first.</summary>
    public async Task<Page<DisputeItem>> ListAsync(Actor actor, RetailerId retailer, DisputeQuery query, CancellationToken cancel)
    {
        var now = time.Now();
        var all = Filter(Found(retailer), query, now);
        List<FoundDispute> found = [];
        if (query.StateValue != DisputeState.Decided && query.Position is not { IsOpen: false })
            found.AddRange(await OpenAfter(all, query.Position).Take(query.Size + 1).ToListAsync(cancel));
        if (query.StateValue != DisputeState.Open && found.Count <= query.Size)
        {
            var after = query.Position is { IsOpen: false } position ? position : (DisputeCursor?)null;
            found.AddRange(await DecidedAfter(all, after).Take(query.Size + 1 - found.Count).ToListAsync(cancel));
        }

        FoundDispute[] shown = [.. found.Take(query.Size)];
        var page = new Page<DisputeItem>(
            [.. shown.Select(one => unreadable.Read(one, bad => bad.Dispute.Id, good => ItemOf(good, now))).OfType<DisputeItem>()],
            found.Count > query.Size ? CursorOf(shown[^1].Dispute).ToString() : null);
        var search = new Search(RecordId.Next(now), actor, retailer, "disputes", query.Filters);
        await reads.SearchAsync(search, page.Data.Count, cancel);
        return page;
    }

    /// <summary>Which delivery a dispute is about, and what decisions have to know of it. Null: the retailer has no such dispute.</summary>
    internal async Task<(DeliveryId Delivery, Dispute Dispute)?> FindAsync(RetailerId retailer, Guid id, CancellationToken cancel) =>
        await database.Disputes.Where(row => row.RetailerId == retailer.Value && row.Id == id)
            .Select(row => new { row.DeliveryId, row.Kind }).SingleOrDefaultAsync(cancel) is { } found
            ? (new DeliveryId(found.DeliveryId), new Dispute(new DisputeId(id), found.Kind))
            : null;

    /// <summary>Those about one delivery, the open one first. For whoever left a trace already.</summary>
    internal async Task<IReadOnlyList<DisputeItem>> OfDeliveryAsync(RetailerId retailer, DeliveryId delivery, CancellationToken cancel)
    {
        var rows = await Found(retailer).Where(found => found.Dispute.DeliveryId == delivery.Value)
            .OrderByDescending(found => found.Dispute.Id)
            .Take(Cursor.MaxLimit)
            .ToListAsync(cancel);
        return [.. rows.Select(found => ItemOf(found, time.Now()))];
    }

    /// <summary>For whoever left a trace already.</summary>
    internal async Task<DisputeResponse?> ReadAsync(RetailerId retailer, Guid id, CancellationToken cancel)
    {
        if (await Found(retailer).SingleOrDefaultAsync(found => found.Dispute.Id == id, cancel) is not { } one)
            return null;
        var delivery = await deliveries.FindAsync(retailer, new DeliveryId(one.Dispute.DeliveryId), cancel);
        var record = await records.ReadAsync(retailer, new DeliveryId(one.Dispute.DeliveryId), cancel);
        return new DisputeResponse(
            ItemOf(one, time.Now()),
            await NotesAsync(one.Dispute, cancel),
            GroundsReading.Of(delivery!, record).All);
    }

    private IQueryable<FoundDispute> Found(RetailerId retailer) =>
        from dispute in database.Disputes
        join delivery in database.Deliveries
            on new { dispute.RetailerId, dispute.DeliveryId } equals new { delivery.RetailerId, DeliveryId = delivery.Id }
        where dispute.RetailerId == retailer.Value
        select new FoundDispute { Dispute = dispute, Delivery = delivery };

    private static IQueryable<FoundDispute> Filter(IQueryable<FoundDispute> rows, DisputeQuery query, DateTimeOffset now)
    {
        if (query.DeliveryId is { } delivery)
            rows = rows.Where(row => row.Dispute.DeliveryId == delivery);
        if (query.KindValue is { } kind)
            rows = rows.Where(row => row.Dispute.Kind == kind);
        if (query.DueValue is not { } due)
            return rows;
        var soon = now + Week;
        return due switch
        {
            DisputeDue.Overdue => rows.Where(row => row.Dispute.DueAt < now),
            DisputeDue.Week => rows.Where(row => row.Dispute.DueAt >= now && row.Dispute.DueAt < soon),
        };
    }

    private static IOrderedQueryable<FoundDispute> OpenAfter(IQueryable<FoundDispute> rows, DisputeCursor? after)
    {
        rows = rows.Where(row => row.Dispute.DecidedAt == null);
        if (after is { At: var at, Id: var id })
            rows = rows.Where(row => row.Dispute.DueAt > at || (row.Dispute.DueAt == at && row.Dispute.Id > id));
        return rows.OrderBy(row => row.Dispute.DueAt).ThenBy(row => row.Dispute.Id);
    }

    private static IOrderedQueryable<FoundDispute> DecidedAfter(IQueryable<FoundDispute> rows, DisputeCursor? after)
    {
        rows = rows.Where(row => row.Dispute.DecidedAt != null);
        if (after is { At: var at, Id: var id })
            rows = rows.Where(row => row.Dispute.DecidedAt < at || (row.Dispute.DecidedAt == at && row.Dispute.Id < id));
        return rows.OrderByDescending(row => row.Dispute.DecidedAt).ThenByDescending(row => row.Dispute.Id);
    }

    private async Task<IReadOnlyList<DisputeNote>> NotesAsync(DisputeRow dispute, CancellationToken cancel)
    {
        var rows = await database.Journal
            .Where(row => row.RetailerId == dispute.RetailerId && row.DeliveryId == dispute.DeliveryId && row.Kind == KindName.DisputeNoted)
            .OrderBy(row => row.Sequence)
            .Select(row => new { row.Id, row.RecordedAt, row.ActorRole, row.ActorId, row.Kind, row.Version, row.Detail })
            .ToListAsync(cancel);
        return
        [
            .. from row in rows
               let note = new StoredForm(row.Kind, row.Version, row.Detail).Read() as StoredDisputeNoted
               where note?.DisputeId == dispute.Id
               select new DisputeNote(row.Id, row.RecordedAt, new Actor(row.ActorRole, row.ActorId), note.Text),
        ];
    }

    private static DisputeCursor CursorOf(DisputeRow row) => new(row.DecidedAt is null, row.DecidedAt ?? row.DueAt, row.Id);

    private static DisputeItem ItemOf(FoundDispute found, DateTimeOffset now)
    {
        var (dispute, delivery) = (found.Dispute, found.Delivery);
        return new DisputeItem(
            dispute.Id,
            dispute.DeliveryId,
            delivery.OrderId,
            dispute.DecidedAt is null ? DisputeState.Open : DisputeState.Decided,
            dispute.Kind,
            dispute.OpenedBy,
            dispute.Statement,
            dispute.OpenedAt,
            dispute.DueAt,
            dispute.DecidedAt is null && dispute.DueAt < now,
            delivery.Status.At(now, delivery.ExpiresAt),
            delivery.Review,
            RowJson.Read<Dictionary<string, int>>(delivery.Signals).Values.Sum(),
            delivery.SellerName is { } seller ? new Seller(seller, delivery.SellerCountry, delivery.SellerMarketplace) : null,
            delivery.Country,
            dispute.Notes,
            dispute.LastNoteAt,
            dispute.LastNote,
            RulingOf(dispute));
    }

    private static DisputeRuling? RulingOf(DisputeRow dispute) => dispute.DecidedAt is not { } decidedAt
        ? null
        : new DisputeRuling(
            dispute.Outcome!.Value,
            [.. dispute.Grounds!.Select(EnumName<Ground>.Parse)],
            dispute.Reasons!,
            dispute.EvidenceKeptAt,
            decidedAt,
            new Actor(dispute.DecidedByRole!.Value, dispute.DecidedById!));

    /// <summary>A dispute and the delivery that it is about.</summary>
    private sealed class FoundDispute
    {
        public required DisputeRow Dispute { get; init; }

        public required DeliveryRow Delivery { get; init; }
    }
}
