using System.Data;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Npgsql;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>Makes, lists, changes and removes endpoints, and rotates their secrets.</summary>
public sealed class WebhookEndpointService(
    DeliveryOtpDbContext database,
    WebhookOutbox outbox,
    WebhookSecretBox box,
    TimeProvider time)
{
    /// <summary>Endpoints that a retailer may have.</summary>
    internal const int Limit = 20;

    /// <summary>How long the previous secret signs beside the new one.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>Null: the retailer has as many as it may, however many requests come at once.</summary>
    public async Task<CreateWebhookEndpointResponse?> CreateAsync(
        RetailerId retailer,
        CreateWebhookEndpointRequest request,
        CancellationToken cancel)
    {
        // Two that count and insert at the same time: PostgreSQL lets one of them through, and the other one counts again.
        while (true)
        {
            try
            {
                await using var transaction = await database.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancel);
                if (await database.WebhookEndpoints.CountAsync(row => row.RetailerId == retailer.Value, cancel) >= Limit)
                    return null;
                var created = await AddAsync(retailer, request, cancel);
                await transaction.CommitAsync(cancel);
                return created;
            }
            catch (Exception exception) when (IsSerializationFailure(exception))
            {
                database.ChangeTracker.Clear();
            }
        }
    }

    private static bool IsSerializationFailure(Exception exception) =>
        exception.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure };

    private async Task<CreateWebhookEndpointResponse> AddAsync(
        RetailerId retailer,
        CreateWebhookEndpointRequest request,
        CancellationToken cancel)
    {
        var (now, secret) = (time.Now(), WebhookSecret.Generate());
        var id = RecordId.Next(now);
        var row = new WebhookEndpointRow
        {
            RetailerId = retailer.Value,
            Id = id,
            Url = request.Url!,
            Events = DistinctOf(request.Events),
            Secret = box.Seal(id, secret),
            SecretKeyId = box.NewestKeyId,
            CreatedAt = now,
        };
        database.WebhookEndpoints.Add(row);
        await database.SaveChangesAsync(cancel);
        return new CreateWebhookEndpointResponse(id, row.Url, row.Events, secret.Reveal());
    }

    /// <summary>Newest first.</summary>
    public async Task<Page<WebhookEndpointItem>> ListAsync(RetailerId retailer, int limit, Guid? before, CancellationToken cancel)
    {
        var rows = await database.WebhookEndpoints
            .Where(row => row.RetailerId == retailer.Value && (before == null || row.Id < before))
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .ToListAsync(cancel);
        return Cursor.PageOf(rows, limit, row => row.Id, WebhookEndpointItem.Of);
    }

    /// <summary>Null: the retailer has no such endpoint.</summary>
    public async Task<WebhookEndpointItem?> FindAsync(RetailerId retailer, Guid id, CancellationToken cancel) =>
        await Endpoint(retailer, id).SingleOrDefaultAsync(cancel) is { } row ? WebhookEndpointItem.Of(row) : null;

    /// <summary>
    /// Changes what the request names. An endpoint is disabled before it is changed, and enabled afterwards, so that nothing goes where it
    /// was not to go. Null: the retailer has no such endpoint.
    /// </summary>
    public async Task<WebhookEndpointItem?> ChangeAsync(RetailerId retailer, Guid id, ChangeWebhookEndpointRequest request, CancellationToken cancel)
    {
        if (!await Endpoint(retailer, id).AnyAsync(cancel))
            return null;
        if (request.Enabled is false)
            await outbox.DisableAsync(retailer.Value, id, time.Now(), cancel);
        if (request.HasUrl || request.HasEvents)
            await Endpoint(retailer, id).ExecuteUpdateAsync(endpoint => Set(endpoint, request), cancel);
        if (request.Enabled is true)
            await outbox.EnableAsync(retailer.Value, id, cancel);
        return await FindAsync(retailer, id, cancel);
    }

    private static void Set(UpdateSettersBuilder<WebhookEndpointRow> endpoint, ChangeWebhookEndpointRequest request)
    {
        if (request.HasUrl)
            endpoint.SetProperty(row => row.Url, request.Url);
        if (request.HasEvents)
            endpoint.SetProperty(row => row.Events, DistinctOf(request.Events));
    }

    private static string[]? DistinctOf(IReadOnlyList<string>? events) => events?.Distinct(StringComparer.Ordinal).ToArray();

    /// <summary>
    /// Disables the endpoint at once, then removes what waits for it, its log and the endpoint itself. A log that is too long for
    /// one request is shorter the next time. False: the retailer has no such endpoint.
    /// </summary>
    public async Task<bool> RemoveAsync(RetailerId retailer, Guid id, CancellationToken cancel)
    {
        if (!await Endpoint(retailer, id).AnyAsync(cancel))
            return false;
        await outbox.DisableAsync(retailer.Value, id, time.Now(), cancel);
        await outbox.EmptyAsync(retailer.Value, id, cancel);
        await Endpoint(retailer, id).ExecuteDeleteAsync(cancel);
        return true;
    }

    /// <summary>A new secret; the one before signs as well for a day. Null: the retailer has no such endpoint.</summary>
    public async Task<WebhookSecretResponse?> RotateAsync(RetailerId retailer, Guid id, CancellationToken cancel)
    {
        var (until, secret) = (time.Now() + Overlap, WebhookSecret.Generate());
        var (sealedSecret, keyId) = (box.Seal(id, secret), box.NewestKeyId);

        // Both under one key: what was sealed under an older one is sealed again first.
        if (await Endpoint(retailer, id).SingleOrDefaultAsync(cancel) is not { } row)
            return null;
        var previous = box.TryOpen(id, row.SecretKeyId, row.Secret) is { } opened ? box.Seal(id, opened) : null;
        var changed = await Endpoint(retailer, id).Where(endpoint => endpoint.Secret == row.Secret).ExecuteUpdateAsync(
            endpoint => endpoint
                .SetProperty(one => one.Secret, sealedSecret)
                .SetProperty(one => one.SecretKeyId, keyId)
                .SetProperty(one => one.PreviousSecret, previous)
                .SetProperty(one => one.PreviousSecretUntil, until),
            cancel);
        return changed == 0
            ? await RotateAsync(retailer, id, cancel)
            : new WebhookSecretResponse(secret.Reveal(), until);
    }

    private IQueryable<WebhookEndpointRow> Endpoint(RetailerId retailer, Guid id) =>
        database.WebhookEndpoints.Where(row => row.RetailerId == retailer.Value && row.Id == id);
}
