using System.Text.Json;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>
/// A retailer's events for whoever asks instead of being told: those of its webhooks, whether it has endpoints or not, from the first one on.
/// </summary>
public sealed class EventQueries(JournalWalk walk, DeliveryReads deliveries, ActorNames actors, WebhookBody bodies, UnreadableRows unreadable)
{
    /// <summary>Null: the cursor is ahead of the journal.</summary>
    internal async Task<EventPage?> ListAsync(RetailerId retailer, EventCursor after, int limit, CancellationToken cancel)
    {
        var step = await walk.StepAsync(retailer, after.Position, WebhookEvent.Kinds, limit, cancel);
        if (after.Position > step.End)
            return null;
        var about = await deliveries.ListReadableAsync(KeysOf(step.Entries), unreadable, cancel);
        var names = await actors.FindAsync(step.Entries.Select(entry => (entry.RetailerId, entry.Caused)), cancel);
        List<EventItem> items = [];
        foreach (var entry in step.Entries)
        {
            var told = entry.Position == after.Position ? after.Told : 0;
            foreach (var happened in EventsOf(entry, about, names.GetValueOrDefault((entry.RetailerId, entry.Caused))).Skip(told))
            {
                if (items.Count == limit)
                    return PageOf(items, new EventCursor(entry.Position, told), step.End);
                items.Add(await ItemOf(entry, about[entry.DeliveryId], happened, cancel));
                told++;
            }
        }

        return PageOf(items, new EventCursor(step.Next, Told: 0), step.End);
    }

    private static EventPage PageOf(List<EventItem> items, EventCursor next, long end) => new(items, next.ToString(), next.Position >= end);

    private static DeliveryKey[] KeysOf(IReadOnlyList<StoredEntry> entries) =>
        [.. entries.Select(entry => new DeliveryKey(entry.RetailerId, entry.DeliveryId)).Distinct()];

    /// <summary>What can't be read is missing, and an alarm: nobody waits for it for ever.</summary>
    private WebhookEvent[] EventsOf(StoredEntry entry, IReadOnlyDictionary<DeliveryId, Delivery> about, string? actorName) =>
        about.TryGetValue(entry.DeliveryId, out var delivery)
            ? unreadable.Read(entry, row => row.Id, row => WebhookEvent.Of(row, delivery, actorName).ToArray()) ?? []
            : [];

    private async Task<EventItem> ItemOf(StoredEntry entry, Delivery delivery, WebhookEvent happened, CancellationToken cancel)
    {
        var data = happened.Data;
        try
        {
            data = await bodies.CompleteAsync(new DeliveryKey(entry.RetailerId, entry.DeliveryId), data, happened.CodeGenerationOf(delivery), cancel);
        }
        catch (BrokenSealException)
        {
            // What happened is told all the same; the code of a delivery that somebody changed is not.
        }

        return new EventItem(happened.IdOf(entry), new EventBody(happened.Type, entry.RecordedAt, JsonSerializer.SerializeToElement(data, WebhookBody.Json)));
    }
}
