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
    TimeProvider time)
{
    public async Task<(string Token, Guid Id)> CreateAsync(Caller caller, CourierId courier, int lifetimeS, CancellationToken cancel)
    {
        var (token, id) = tokens.Issue(caller.Tenant, courier, Guid.Parse(caller.Id), lifetimeS);
        database.CredentialEvents.Add(CredentialEvents.OfToken(CredentialEventRow.Made, courier, id, caller, time.Now()));
        await database.SaveChangesAsync(cancel);
        return (token, id);
    }

    public async Task RevokeAsync(Caller caller, CourierId courier, CancellationToken cancel)
    {
        var now = time.Now();
        database.CredentialEvents.Add(CredentialEvents.OfToken(CredentialEventRow.Revoked, courier, token: null, caller, now));
        await database.SaveChangesAsync(cancel);
        revocations.Add(new RevokedCourier(caller.Tenant.Value, courier.Value), now);
    }
}
