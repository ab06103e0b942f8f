using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;

namespace DeliveryOtp.Api.Access;

/// <summary>Makes and revokes couriers' tokens, and records who did.</summary>
public sealed class CourierTokenService(
    DeliveryOtpDbContext database,
    CourierTokens tokens,
    CredentialRevocations revocations,
    AccessMetrics metrics,
    TimeProvider time)
{
    public async Task<(string Token, Guid Id)> CreateAsync(Caller caller, CourierId courier, int lifetimeS, CancellationToken cancel)
    {
        var (token, id) = tokens.Issue(caller.Tenant, courier, Guid.Parse(caller.Id), lifetimeS);
        var made = CredentialEvents.OfToken(CredentialEventRow.Made, courier, id, caller, time.Now());
        database.CredentialEvents.Add(made);
        await database.SaveChangesAsync(cancel);
        metrics.Count(made);
        return (token, id);
    }

    public async Task RevokeAsync(Caller caller, CourierId courier, CancellationToken cancel)
    {
        var now = time.Now();
        var revoked = CredentialEvents.OfToken(CredentialEventRow.Revoked, courier, token: null, caller, now);
        database.CredentialEvents.Add(revoked);
        await database.SaveChangesAsync(cancel);
        metrics.Count(revoked);
        revocations.Add(new RevokedCourier(caller.Tenant.Value, courier.Value), now);
    }
}
