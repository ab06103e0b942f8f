using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>Reads journals; a read by support leaves a trace before it shows anything.</summary>
public sealed class TimelineQueries(DeliveryOtpDbContext database, SupportReads reads, ActorNames actors)
{
    /// <summary>Null: the retailer has no such delivery.</summary>
    public async Task<Page<TimelineEntry>?> ListAsync(
        Actor actor,
        RetailerId retailer,
        Guid deliveryId,
        TimelineQuery query,
        CancellationToken cancel)
    {
        if (!await reads.ViewAsync(actor, retailer, new DeliveryId(deliveryId), "timeline", cancel))
            return null;
        var last = await database.Deliveries
            .Where(row => row.RetailerId == retailer.Value && row.Id == deliveryId)
            .Select(row => (int?)row.LastSequence)
            .SingleOrDefaultAsync(cancel);
        if (last is null)
            return null;

        var walk = query.Position ?? new TimelineCursor(After: 0, Last: last.Value);
        var rows = await database.Journal
            .Where(row => row.RetailerId == retailer.Value && row.DeliveryId == deliveryId)
            .Where(row => row.Sequence > walk.After && row.Sequence <= walk.Last)
            .OrderBy(row => row.Sequence)
            .Take(query.Size)
            .Select(row => new { row.Sequence, row.Id, row.Kind, row.RecordedAt, row.ActorRole, row.ActorId, row.CourierId, row.DeviceId, row.Detail })
            .ToListAsync(cancel);
        var names = await actors.FindAsync(rows.Select(row => (retailer, new Actor(row.ActorRole, row.ActorId))), cancel);
        var entries = rows.ConvertAll(row => new TimelineEntry(
            row.Sequence,
            row.Id,
            row.Kind,
            row.RecordedAt,
            new TimelineActor(row.ActorRole, row.ActorId, names.GetValueOrDefault((retailer, new Actor(row.ActorRole, row.ActorId)))),
            row.CourierId,
            row.DeviceId,
            RowJson.Read<System.Text.Json.JsonElement>(row.Detail),
            LeafIndex: null));
        var next = entries.Count == query.Size && entries[^1].Sequence < walk.Last
            ? (walk with { After = entries[^1].Sequence }).ToString()
            : null;
        return new Page<TimelineEntry>(entries, next);
    }
}
