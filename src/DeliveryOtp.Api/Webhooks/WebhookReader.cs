using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>
/// Turns entries of the journal into messages for the endpoints that want them. The messages and the position are one
/// transaction: each entry becomes each message once.
/// </summary>
internal sealed class WebhookReader(
    JournalFeed feed,
    WebhookSubscriptions subscriptions,
    DeliveryReads deliveries,
    ActorNames actors,
    WebhookBell bell,
    TimeProvider time,
    ILogger<WebhookReader> logger) : JournalReader("webhooks", JournalStart.Now, feed, logger)
{
    protected override async Task HandleAsync(JournalBatch batch, CancellationToken cancel)
    {
        var messages = await MessagesAsync(batch.Entries, cancel);
        await CommitAsync(messages.Count > 0 ? [WebhookOutbox.AddCommand(messages, time.Now()), batch.Moved] : [batch.Moved], cancel);
        if (messages.Count > 0)
            bell.Ring();
    }

    private async Task<List<NewWebhookMessage>> MessagesAsync(IReadOnlyList<StoredEntry> entries, CancellationToken cancel)
    {
        var wanted = await subscriptions.ListAsync([.. entries.Select(entry => entry.RetailerId).Distinct()], cancel);
        StoredEntry[] told = [.. entries.Where(entry => wanted.Contains(entry.RetailerId))];
        if (told.Length == 0)
            return [];
        var about = await deliveries.ListAsync([.. told.Select(entry => new DeliveryKey(entry.RetailerId, entry.DeliveryId)).Distinct()], cancel);
        var names = await actors.FindAsync(told.Select(entry => (entry.RetailerId, entry.Caused)), cancel);
        List<NewWebhookMessage> messages = [];
        foreach (var entry in told)
        {
            var delivery = about[entry.DeliveryId];
            foreach (var happened in WebhookEvent.Of(entry, delivery, names.GetValueOrDefault((entry.RetailerId, entry.Caused))))
                messages.AddRange(wanted[entry.RetailerId].Where(endpoint => endpoint.Wants(happened.Type)).Select(endpoint => MessageOf(entry, delivery, happened, endpoint)));
        }

        return messages;
    }

    private static NewWebhookMessage MessageOf(StoredEntry entry, Delivery delivery, WebhookEvent happened, WebhookSubscription endpoint) => new(
        entry.RetailerId,
        endpoint.Id,
        entry.DeliveryId.Value,
        happened.IdOf(entry),
        happened.Type,
        entry.RecordedAt,
        happened.Data.ToJsonString(WebhookBody.Json),
        happened.CodeGenerationOf(delivery));
}
