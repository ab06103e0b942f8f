using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.Access;

/// <summary>The trail that credentials leave.</summary>
public sealed class CredentialEvents(DeliveryOtpDbContext database)
{
    /// <summary>Newest first.</summary>
    public async Task<Page<CredentialEvent>> ListAsync(RetailerId retailer, int limit, Guid? before, CancellationToken cancel)
    {
        var rows = await database.CredentialEvents
            .Where(row => row.RetailerId == retailer.Value && (before == null || row.Id < before))
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .ToListAsync(cancel);
        return Cursor.PageOf(rows, limit, row => row.Id, CredentialEvent.Of);
    }

    internal static CredentialEventRow OfKey(string happened, ApiKeyRow key, Caller by, DateTimeOffset now) => new()
    {
        RetailerId = key.RetailerId,
        Id = RecordId.Next(now),
        RecordedAt = now,
        Credential = CredentialEventRow.ApiKey,
        Event = happened,
        ApiKeyId = key.Id,
        ActorRole = by.Role,
        ActorId = by.Id,
    };

    /// <param name="happened">What became of it.</param>
    /// <param name="courier">Whose it is.</param>
    /// <param name="token">Which; null: all of the courier's.</param>
    /// <param name="by">The retailer's key.</param>
    /// <param name="now">The server's clock.</param>
    internal static CredentialEventRow OfToken(string happened, CourierId courier, Guid? token, Caller by, DateTimeOffset now) => new()
    {
        RetailerId = by.Tenant.Value,
        Id = RecordId.Next(now),
        RecordedAt = now,
        Credential = CredentialEventRow.CourierToken,
        Event = happened,
        ApiKeyId = token is null ? null : Guid.Parse(by.Id),
        TokenId = token,
        CourierId = courier.Value,
        ActorRole = by.Role,
        ActorId = by.Id,
    };
}
