using System.Security.Cryptography;
using DeliveryOtp.Api.Access;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>Whoever has the service's database role, and no code key, makes no credential of anybody's.</summary>
public sealed class ForgedVerifierTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task R20_a_link_of_ones_own_making_opens_nothing_though_its_digest_is_stored()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var forged = new RecipientLink(new Domain.DeliveryId(issued.Id), RandomNumberGenerator.GetBytes(32));
        await service.Database.AsServiceAsync("update deliveryotp.deliveries set link_digest = $1 where id = $2", forged.Digest, issued.Id);
        using var thief = Tenant.ClientOf(service.BaseUrl, forged.Reveal());
        await (await thief.GetAsync("/v1/tracking")).ProblemAsync(503, "unavailable");
    }

    [Fact]
    public async Task An_API_key_that_was_put_into_the_table_signs_nobody_in()
    {
        var tenant = await service.NewTenantAsync();
        foreach (var seal in new byte[]?[] { null, RandomNumberGenerator.GetBytes(32), [] })
        {
            var key = ApiKey.Generate(TimeProvider.System.GetUtcNow());
            await service.Database.AsServiceAsync(
                """
                insert into deliveryotp.api_keys (retailer_id, id, role, name, digest, created_at, seal, seal_key_id)
                values ($1, $2, 'retailer', 'mine', $3, now(), $4, case when $4::bytea is null then null else 'test' end)
                """,
                tenant.Id,
                key.Id,
                key.Digest,
                seal ?? (object)DBNull.Value);
            using var thief = Tenant.ClientOf(service.BaseUrl, key.Reveal());
            await (await thief.GetAsync("/v1/deliveries")).ProblemAsync(401, "unauthenticated");
        }
    }

    /// <summary>The seal of a key holds for its own retailer and role.</summary>
    [Fact]
    public async Task A_seal_does_for_no_other_retailer_and_no_other_role()
    {
        var (tenant, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        foreach (var (owner, role) in new[] { (tenant.Id, "support"), (other.Id, "retailer") })
        {
            var key = ApiKey.Generate(TimeProvider.System.GetUtcNow());
            var seal = Reseal.Ring.SealApiKey(new Domain.RetailerId(tenant.Id), "retailer", key.Digest);
            await service.Database.AsServiceAsync(
                """
                insert into deliveryotp.api_keys (retailer_id, id, role, name, digest, created_at, seal, seal_key_id)
                values ($1, $2, $3, 'moved', $4, now(), $5, 'test')
                """,
                owner,
                key.Id,
                role,
                key.Digest,
                seal.Tag);
            using var thief = Tenant.ClientOf(service.BaseUrl, key.Reveal());
            await (await thief.GetAsync("/v1/deliveries")).ProblemAsync(401, "unauthenticated");
        }
    }

    [Fact]
    public async Task What_was_revoked_stays_revoked()
    {
        var tenant = await service.NewTenantAsync();
        var made = await (await tenant.Retailer.PostAsync("/v1/api-keys", new { role = "support", name = "lost" })).JsonAsync();
        Assert.Equal(204, (int)(await tenant.Retailer.DeleteAsync($"/v1/api-keys/{made.Text("id")}")).StatusCode);
        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            service.Database.AsServiceAsync("update deliveryotp.api_keys set revoked_at = null where id = $1", Guid.Parse(made.Text("id"))));
        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
    }
}
