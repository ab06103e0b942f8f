using System.Security.Cryptography;
using System.Text;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Access;

/// <summary>Makes, recognises and revokes API keys.</summary>
public sealed class ApiKeyService(DeliveryOtpDbContext database, IOptions<ServiceOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LastUsedResolution = TimeSpan.FromMinutes(1);

    /// <summary>Who the key belongs to; null when it is unknown or revoked. Keys are compared in fixed time.</summary>
    public async Task<Caller?> RecogniseAsync(string presented, CancellationToken cancel)
    {
        if (IsAdminKey(presented))
            return new Caller(ActorRole.Admin, Retailer: null, "admin");
        if (!ApiKey.TryParse(presented, out var key))
            return null;

        var row = await database.ApiKeys.SingleOrDefaultAsync(stored => stored.Id == key.Id, cancel);
        if (row is null || !CryptographicOperations.FixedTimeEquals(row.Digest, key.Digest) || row.RevokedAt is not null)
            return null;

        await NoteUseAsync(row, cancel);
        return new Caller(EnumName<ActorRole>.Parse(row.Role), new RetailerId(row.RetailerId), row.Id.ToString());
    }

    /// <summary>Null: there is no such retailer.</summary>
    internal async Task<ApiKey?> CreateAsync(
        RetailerId retailer,
        ApiKeyRole role,
        string name,
        CancellationToken cancel)
    {
        if (!await database.Retailers.AnyAsync(row => row.Id == retailer.Value, cancel))
            return null;

        var created = Make(retailer, role, name, time.Now());
        database.ApiKeys.Add(created.Row);
        await database.SaveChangesAsync(cancel);
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

    /// <summary>From the next request on the key is worthless. False: the caller has no such key.</summary>
    public async Task<bool> RevokeAsync(Caller caller, Guid id, CancellationToken cancel)
    {
        var now = time.Now();
        var mine = database.ApiKeys.Where(row => row.Id == id);
        if (caller.Retailer is { } retailer)
            mine = mine.Where(row => row.RetailerId == retailer.Value);
        if (!await mine.AnyAsync(cancel))
            return false;

        await mine.Where(row => row.RevokedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(key => key.RevokedAt, now), cancel);
        return true;
    }

    internal static (ApiKeyRow Row, ApiKey Key) Make(RetailerId retailer, ApiKeyRole role, string name, DateTimeOffset now)
    {
        var key = ApiKey.Generate(now);
        var row = new ApiKeyRow
        {
            RetailerId = retailer.Value,
            Id = key.Id,
            Role = EnumName<ApiKeyRole>.Of(role),
            Name = name,
            Digest = key.Digest,
            CreatedAt = now,
        };
        return (row, key);
    }

    private bool IsAdminKey(string presented) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(presented)),
        SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.AdminKey)));

    private async Task NoteUseAsync(ApiKeyRow row, CancellationToken cancel)
    {
        var now = time.Now();
        if (now - row.LastUsedAt < LastUsedResolution)
            return;
        await database.ApiKeys
            .Where(stored => stored.Id == row.Id && (stored.LastUsedAt == null || stored.LastUsedAt < now))
            .ExecuteUpdateAsync(stored => stored.SetProperty(key => key.LastUsedAt, now), cancel);
    }
}
