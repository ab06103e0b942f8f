using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using Npgsql;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>An endpoint in use, and what it wants.</summary>
/// <param name="Retailer">Whose.</param>
/// <param name="Id">Which.</param>
/// <param name="Events">The types it wants; null: all of them.</param>
public sealed record WebhookSubscription(RetailerId Retailer, Guid Id, IReadOnlyList<string>? Events)
{
    public bool Wants(string type) => Events is null || Events.Contains(type, StringComparer.Ordinal);
}

/// <summary>Which endpoints are to be told what.</summary>
public sealed class WebhookSubscriptions(NpgsqlDataSource database)
{
    public async Task<ILookup<RetailerId, WebhookSubscription>> ListAsync(IReadOnlyList<RetailerId> retailers, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select retailer_id, id, events from deliveryotp.webhook_endpoints where retailer_id = any($1) and disabled_at is null");
        command.Parameters.Add(SqlArray.Of(retailers, retailer => retailer.Value));
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<WebhookSubscription> subscriptions = [];
        while (await row.ReadAsync(cancel))
        {
            subscriptions.Add(new WebhookSubscription(
                new RetailerId(row.GetGuid(0)),
                row.GetGuid(1),
                row.IsDBNull(2) ? null : row.GetFieldValue<string[]>(2)));
        }

        return subscriptions.ToLookup(subscription => subscription.Retailer);
    }
}
