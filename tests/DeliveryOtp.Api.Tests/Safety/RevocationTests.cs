using System.Diagnostics;
using DeliveryOtp.Api.Access;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>Each replica remembers the keys that were good, for a moment.</summary>
[Collection(nameof(Races))]
public sealed class RevocationTests(Replicas replicas)
{
    [Fact]
    public async Task A_key_revoked_at_one_replica_is_worthless_at_the_other_within_two_seconds()
    {
        var here = replicas.TenantAt(0, replicas: 2).Retailer;
        var made = await (await here.PostAsync("/v1/api-keys", new { role = "support", name = "lost" })).JsonAsync();
        using var there = Tenant.ClientOf(replicas.TenantAt(1, replicas: 2).Retailer.BaseAddress!, made.Text("api_key"));
        Assert.Equal(200, (int)(await there.GetAsync("/v1/deliveries")).StatusCode);

        Assert.Equal(204, (int)(await here.DeleteAsync($"/v1/api-keys/{made.Text("id")}")).StatusCode);
        var revoked = Stopwatch.GetTimestamp();
        while ((int)(await there.GetAsync("/v1/deliveries")).StatusCode == 200)
        {
            Assert.InRange(Stopwatch.GetElapsedTime(revoked), TimeSpan.Zero, ApiKeyVerifier.CacheTtl + TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        await (await there.GetAsync("/v1/deliveries")).ProblemAsync(401, "unauthenticated");
    }
}
