using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.Access;

/// <summary>Makes, lists and revokes API keys.</summary>
public sealed class ApiKeyService(DeliveryOtpDbContext database, ApiKeyVerifier verifier, CredentialRevocations revocations, RecentCredentials recent, CodeKeyRing ring, AccessMetrics metrics, TimeProvider time)
{
    /// <summary>Null: there is no such retailer.</summary>
    internal async Task<ApiKey?> CreateAsync(
        Caller caller,
        RetailerId retailer,
        ApiKeyRole role,
        string name,
        CancellationToken cancel)
    {
        if (!await database.Retailers.AnyAsync(row => row.Id == retailer.Value, cancel))
            return null;

        var now = time.Now();
        var created = Make(ring, retailer, role, name, now);
        database.ApiKeys.Add(created.Row);
        var made = CredentialEvents.OfKey(CredentialEventRow.Made, created.Row, caller, now);
        database.CredentialEvents.Add(made);
        await database.SaveChangesAsync(cancel);
        metrics.Count(made);
        recent.Remember(created.Key.Reveal());
        return created.Key;
    }

    /// <summary>The keys of a retailer, newest first, revoked ones included.</summary>
    public async Task<Page<ApiKeyItem>> ListAsync(RetailerId retailer, int limit, Guid? before, CancellationToken cancel)
    {
        var rows = await database.ApiKeys
            .Where(row => row.RetailerId == retailer.Value && (before == null || row.Id < before))
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .ToListAsync(cancel);
        return Cursor.PageOf(rows, limit, row => row.Id, ApiKeyItem.Of);
    }

    /// <summary>
    /// The key is worthless at once here, and on other replicas within <see cref="ApiKeyVerifier.CacheTtl"/>; so are the courier tokens
    /// that it made. False: the caller has no such key.
    /// </summary>
    public async Task<bool> RevokeAsync(Caller caller, Guid id, CancellationToken cancel)
    {
        var now = time.Now();
        var mine = database.ApiKeys.Where(row => row.Id == id);
        if (caller.Retailer is { } retailer)
            mine = mine.Where(row => row.RetailerId == retailer.Value);
        if (await mine.FirstOrDefaultAsync(cancel) is not { } key)
            return false;

        var revoked = CredentialEvents.OfKey(CredentialEventRow.Revoked, key, caller, now);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var isNew = await mine.Where(row => row.RevokedAt == null).ExecuteUpdateAsync(row => row.SetProperty(each => each.RevokedAt, now), cancel) > 0;
        if (isNew)
        {
            database.CredentialEvents.Add(revoked);
            await database.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        if (isNew)
            metrics.Count(revoked);
        verifier.Forget(id);
        revocations.Add(new RevokedKey(id), now);
        return true;
    }

    internal static (ApiKeyRow Row, ApiKey Key) Make(CodeKeyRing ring, RetailerId retailer, ApiKeyRole role, string name, DateTimeOffset now)
    {
        var key = ApiKey.Generate(now);
        var seal = ring.SealApiKey(retailer, EnumName<ApiKeyRole>.Of(role), key.Digest);
        var row = new ApiKeyRow
        {
            RetailerId = retailer.Value,
            Id = key.Id,
            Role = EnumName<ApiKeyRole>.Of(role),
            Name = name,
            Digest = key.Digest,
            Seal = seal.Tag,
            SealKeyId = seal.KeyId,
            CreatedAt = now,
        };
        return (row, key);
    }
}
