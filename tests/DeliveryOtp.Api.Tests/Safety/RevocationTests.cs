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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_revoked_at_one_replica_is_dead_at_the_other_within_5_seconds_and_64_attempts_meanwhile_are_exact(bool byKey)
    {
        var (here, there) = (replicas.TenantAt(0, replicas: 2), replicas.TenantAt(1, replicas: 2));
        var made = await (await here.Retailer.PostAsync("/v1/api-keys", new { role = "retailer", name = "lost" })).JsonAsync();
        using var maker = Tenant.ClientOf(here.BaseUrl, made.Text("api_key"));
        var courierId = $"crr-{Guid.NewGuid():N}";
        var token = (await (await maker.PostAsync("/v1/courier-tokens", new { courier_id = courierId })).JsonAsync()).Text("access_token");
        HttpClient[] apps = [Tenant.ClientOf(here.BaseUrl, token), Tenant.ClientOf(there.BaseUrl, token)];
        var issued = await replicas.IssueAsync(count: 1);
        Assert.Equal(201, (int)(await apps[1].AttemptAsync(issued[0].Id, "12ab")).StatusCode);

        var revoking = here.Retailer.DeleteAsync(byKey ? $"/v1/api-keys/{made.Text("id")}" : $"/v1/courier-tokens?courier_id={courierId}");
        var answers = await Replicas.AtOnceAsync(n => Answer.OfAsync(apps[n % 2].AttemptAsync(issued[0].Id, "12ab")));
        Assert.Equal(204, (int)(await revoking).StatusCode);
        var revoked = Stopwatch.GetTimestamp();
        var recorded = 1 + answers.Count(answer => answer.Status == 201);
        Assert.All(answers, answer => Assert.True(answer.Status is 201 or 401, answer.ToString()));
        await (await apps[0].AttemptAsync(issued[0].Id, "12ab")).ProblemAsync(401, "unauthenticated");
        while ((int)(await apps[1].AttemptAsync(issued[0].Id, "12ab")).StatusCode == 201)
        {
            recorded++;
            Assert.InRange(Stopwatch.GetElapsedTime(revoked), TimeSpan.Zero, TimeSpan.FromSeconds(5));
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        Assert.Equal(recorded, await replicas.Records.CountAsync($"journal where kind = 'attempted' and delivery_id = '{issued[0].Id}'"));
        Array.ForEach(apps, app => app.Dispose());
    }
}
