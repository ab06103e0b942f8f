using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;

namespace DeliveryOtp.Api.Access;

/// <summary>Creates tenants.</summary>
public sealed class RetailerService(DeliveryOtpDbContext database, RecentCredentials recent, CodeKeyRing ring, AccessMetrics metrics, TimeProvider time)
{
    /// <summary>A retailer and its first key, in one transaction: a tenant that nobody can enter is of no use.</summary>
    internal async Task<(RetailerId Retailer, ApiKey Key)> CreateAsync(Caller caller, string name, CancellationToken cancel)
    {
        var now = time.Now();
        var retailer = new RetailerRow { Id = RecordId.Next(now), Name = name, CreatedAt = now };
        var (row, key) = ApiKeyService.Make(ring, new RetailerId(retailer.Id), ApiKeyRole.Retailer, "first key", now);
        database.Retailers.Add(retailer);
        database.ApiKeys.Add(row);
        var made = CredentialEvents.OfKey(CredentialEventRow.Made, row, caller, now);
        database.CredentialEvents.Add(made);
        await database.SaveChangesAsync(cancel);
        metrics.Count(made);
        recent.Remember(key.Reveal());
        return (new RetailerId(retailer.Id), key);
    }
}
