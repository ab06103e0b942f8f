using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Access;

/// <summary>A service of its own: the others share the address from which they fail.</summary>
public sealed class SignInThrottleTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task After_20_failures_a_minute_the_next_is_429_and_good_keys_still_pass()
    {
        var tenant = await service.NewTenantAsync();
        using var stranger = Tenant.ClientOf(service.BaseUrl, "dotp_nonsense");
        for (var i = 0; i < 20; i++)
            await (await stranger.GetAsync("/v1/deliveries")).ProblemAsync(401, "unauthenticated");
        var refused = await stranger.GetAsync("/v1/deliveries");
        await refused.ProblemAsync(429, "too_many_requests");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Matches("^\"failed-sign-ins\";r=0;t=[0-9]+$", refused.Headers.GetValues("RateLimit").Single());
        Assert.Equal(200, (int)(await tenant.Retailer.GetAsync("/v1/deliveries")).StatusCode);
    }
}
