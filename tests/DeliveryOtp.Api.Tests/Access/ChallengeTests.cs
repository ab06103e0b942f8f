using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Access;

/// <summary>What WWW-Authenticate says (RFC 6750, 3).</summary>
public sealed class ChallengeTests(Service service) : IClassFixture<Service>
{
    private const string Invalid = "Bearer error=\"invalid_token\", error_description=\"The credential is unknown, expired or revoked.\"";
    private const string Malformed = "Bearer error=\"invalid_request\", error_description=\"One credential belongs behind Bearer.\"";

    [Theory]
    [InlineData(null, "Bearer")]
    [InlineData("Basic dXNlcjpwYXNz", "Bearer")]
    [InlineData("Bearerish x", "Bearer")]
    [InlineData("Bearer nonsense", Invalid)]
    [InlineData("bearer a.b.c", Invalid)]
    [InlineData("Bearer", Malformed)]
    [InlineData("Bearer one two", Malformed)]
    public async Task A_401_says_what_is_wrong_with_the_credential(string? authorization, string challenge)
    {
        using var client = Tenant.ClientOf(service.BaseUrl, credential: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/policy");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await client.SendAsync(request);
        await response.ProblemAsync(401, "unauthenticated");
        Assert.Equal(challenge, Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
    }

    [Fact]
    public async Task Two_credentials_at_once_are_malformed()
    {
        using var client = Tenant.ClientOf(service.BaseUrl, credential: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/policy");
        request.Headers.TryAddWithoutValidation("Authorization", ["Bearer one", "Bearer two"]);
        using var response = await client.SendAsync(request);
        Assert.Equal(Malformed, Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
    }

    [Fact]
    public async Task Expired_tokens_and_revoked_keys_are_invalid_and_another_role_has_an_insufficient_scope()
    {
        var tenant = await service.NewTenantAsync();
        var revoked = await (await tenant.Retailer.PostAsync("/v1/api-keys", new { role = "support", name = "lost" })).JsonAsync();
        await tenant.Retailer.DeleteAsync($"/v1/api-keys/{revoked.Text("id")}");
        using var lost = Tenant.ClientOf(service.BaseUrl, revoked.Text("api_key"));
        Assert.Equal(Invalid, Assert.Single((await lost.GetAsync("/v1/policy")).Headers.GetValues("WWW-Authenticate")));

        using var courier = await tenant.CourierAsync();
        var forbidden = await courier.GetAsync("/v1/policy");
        await forbidden.ProblemAsync(403, "forbidden");
        Assert.Equal("Bearer error=\"insufficient_scope\"", Assert.Single(forbidden.Headers.GetValues("WWW-Authenticate")));

        service.Clock.Advance(TimeSpan.FromHours(13));
        Assert.Equal(Invalid, Assert.Single((await courier.GetAsync("/v1/policy")).Headers.GetValues("WWW-Authenticate")));
    }
}
