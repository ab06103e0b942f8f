using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;

namespace DeliveryOtp.Api.Access;

/// <summary>Creates tenants.</summary>
public sealed class RetailerService(DeliveryOtpDbContext database, TimeProvider time)
{
    /// <summary>A retailer and its first key, in one transaction: a tenant that nobody can enter is of no use.</summary>
    internal async Task<(RetailerId Retailer, ApiKey Key)> CreateAsync(string name, CancellationToken cancel)
    {
        var now = time.Now();
        var retailer = new RetailerRow { Id = RecordId.Next(now), Name = name, CreatedAt = now };
        var (row, key) = ApiKeyService.Make(new RetailerId(retailer.Id), ApiKeyRole.Retailer, "first key", now);
        database.Retailers.Add(retailer);
        database.ApiKeys.Add(row);
        await database.SaveChangesAsync(cancel);
        return (new RetailerId(retailer.Id), key);
    }
}
