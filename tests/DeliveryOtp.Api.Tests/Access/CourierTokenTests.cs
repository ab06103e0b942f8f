using System.Text;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain.Codes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DeliveryOtp.Api.Tests.Access;

/// <summary>
/// Every pin of a courier token, one at a time: each forgery is good but for one thing. One is made with the true key,
/// to show that the forgeries fail for their flaw and not for their making.
/// </summary>
public sealed class CourierTokenTests(Service service) : IClassFixture<Service>
{
    private static readonly byte[] TrueKey =
        new CodeKey("test", Encoding.UTF8.GetBytes(Service.CodeKeySecret)).Derive("deliveryotp/courier-token/v1", length: 32);

    [Fact]
    public async Task A_token_made_with_the_true_key_passes() =>
        Assert.Equal(404, await StatusAsync(Forge(await service.NewTenantAsync())));

    [Fact]
    public async Task A_flaw_anywhere_is_401()
    {
        var tenant = await service.NewTenantAsync();
        Assert.Equal(401, await StatusAsync(Forge(tenant, issuer: "somebody")));
        Assert.Equal(401, await StatusAsync(Forge(tenant, audience: "deliveryotp/other")));
        Assert.Equal(401, await StatusAsync(Forge(tenant, type: "JWT")));
        Assert.Equal(401, await StatusAsync(Forge(tenant, algorithm: SecurityAlgorithms.HmacSha512)));
        Assert.Equal(401, await StatusAsync(Forge(tenant, lifetimeS: (12 * 3600) + 1)));
        Assert.Equal(401, await StatusAsync(Forge(tenant, startS: 10)));
        Assert.Equal(401, await StatusAsync(Forge(tenant, startS: -20, lifetimeS: 20)));
        Assert.Equal(401, await StatusAsync(Forge(tenant, key: new byte[32])));
        Assert.Equal(401, await StatusAsync(Forge(tenant, hasCourier: false)));
        Assert.Equal(401, await StatusAsync(Unsigned(Forge(tenant))));
    }

    [Fact]
    public async Task A_token_lives_as_long_as_it_says()
    {
        await using var own = new Service();
        await ((IAsyncLifetime)own).InitializeAsync();
        var tenant = await own.NewTenantAsync();
        var made = await (await tenant.Retailer.PostAsync("/v1/courier-tokens", new { courier_id = "crr-1", expires_in = 60 })).JsonAsync();
        Assert.Equal(("Bearer", 60), (made.Text("token_type"), (int)made["expires_in"]!));
        using var courier = Tenant.ClientOf(own.BaseUrl, made.Text("access_token"));
        var issued = await tenant.IssueAsync();
        Assert.Equal(201, (int)(await courier.AttemptAsync(issued.Id, "111111", own.Clock.GetUtcNow())).StatusCode);
        own.Clock.Advance(TimeSpan.FromSeconds(60));
        await (await courier.AttemptAsync(issued.Id, "111111", own.Clock.GetUtcNow())).ProblemAsync(401, "unauthenticated");
    }

    [Fact]
    public async Task Its_id_is_answered_and_stands_with_the_attempts_that_are_made_with_it()
    {
        var tenant = await service.NewTenantAsync();
        var made = await (await tenant.Retailer.PostAsync("/v1/courier-tokens", new { courier_id = "crr-1" })).JsonAsync();
        await tenant.CourierAsync("crr-1");
        using var courier = Tenant.ClientOf(service.BaseUrl, made.Text("access_token"));
        var issued = await tenant.IssueAsync();
        var attempt = await (await courier.AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow())).JsonAsync();

        var recorded = await (await tenant.Retailer.GetAsync($"/v1/attempts/{attempt.Text("id")}")).JsonAsync();
        Assert.Equal(made.Text("token_id"), recorded.Text("token_id"));
        var events = await (await tenant.Retailer.GetAsync("/v1/credential-events")).JsonAsync();
        Assert.Contains(events["data"]!.AsArray(), one => (string?)one!["token_id"] == made.Text("token_id") && (string?)one["event"] == "made");
    }

    [Theory]
    [InlineData(59)]
    [InlineData(43201)]
    public async Task A_lifetime_out_of_range_is_refused(int expiresIn)
    {
        var tenant = await service.NewTenantAsync();
        await (await tenant.Retailer.PostAsync("/v1/courier-tokens", new { courier_id = "crr-1", expires_in = expiresIn }))
            .ProblemAsync(400, "validation");
    }

    /// <summary>404: the token was good, and there is no such delivery.</summary>
    private async Task<int> StatusAsync(string token)
    {
        using var courier = Tenant.ClientOf(service.BaseUrl, token);
        return (int)(await courier.AttemptAsync(Guid.Empty, "111111", service.Clock.GetUtcNow())).StatusCode;
    }

    private string Forge(
        Tenant tenant,
        string issuer = "deliveryotp",
        string audience = "deliveryotp/doorstep",
        string type = "at+jwt",
        string algorithm = SecurityAlgorithms.HmacSha256,
        int startS = -1,
        int lifetimeS = 3600,
        byte[]? key = null,
        bool hasCourier = true)
    {
        var from = service.Clock.GetUtcNow().UtcDateTime.AddSeconds(startS);
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["jti"] = "forged",
            ["retailer_id"] = tenant.Id.ToString(),
        };
        if (hasCourier)
            claims["sub"] = "crr-071";
        var signingKey = key ?? TrueKey;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            TokenType = type,
            IssuedAt = from,
            NotBefore = from,
            Expires = from.AddSeconds(lifetimeS),
            Claims = claims,
            SigningCredentials = new SigningCredentials(
                new SymmetricSecurityKey(algorithm == SecurityAlgorithms.HmacSha512 ? [.. signingKey, .. signingKey] : signingKey) { KeyId = "test" },
                algorithm),
        });
    }

    /// <summary>The same claims under `alg: none` (RFC 7519 §6).</summary>
    private static string Unsigned(string token)
    {
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""");
        return $"{header}.{token.Split('.')[1]}.";
    }
}
