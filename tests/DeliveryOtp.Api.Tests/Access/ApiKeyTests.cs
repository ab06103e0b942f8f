using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Access;

public sealed class ApiKeyTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task A_key_carries_256_random_bits_and_is_stored_as_a_digest()
    {
        var tenant = await service.NewTenantAsync();
        Assert.Matches("^dotp_[A-Za-z0-9_-]{64}$", tenant.RetailerKey);
        var secret = tenant.RetailerKey[^43..];
        Assert.Equal(0L, await service.Database.ScalarAsync<long>(
            $"select count(*) from deliveryotp.api_keys k where k::text like '%{secret}%'"));
        Assert.Equal(32, await service.Database.ScalarAsync<int>("select max(length(digest)) from deliveryotp.api_keys"));
    }

    [Fact]
    public async Task A_revoked_key_is_worthless_at_once_and_revoking_it_again_changes_nothing()
    {
        var tenant = await service.NewTenantAsync();
        var id = (await ListAsync(tenant)).Single(key => key.Role == "support").Id;
        Assert.Equal(200, (int)(await tenant.Support.GetAsync("/v1/deliveries")).StatusCode);
        Assert.Equal(204, (int)(await tenant.Retailer.DeleteAsync($"/v1/api-keys/{id}")).StatusCode);
        await (await tenant.Support.GetAsync("/v1/deliveries")).ProblemAsync(401, "unauthenticated");
        Assert.Equal(204, (int)(await tenant.Retailer.DeleteAsync($"/v1/api-keys/{id}")).StatusCode);
        var stranger = await service.NewTenantAsync();
        await (await stranger.Retailer.DeleteAsync($"/v1/api-keys/{id}")).ProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task The_list_tells_when_a_key_was_last_used_and_never_the_key()
    {
        var tenant = await service.NewTenantAsync();
        Assert.Null((await ListAsync(tenant)).Single(key => key.Role == "support").LastUsedAt);
        await tenant.Support.GetAsync("/v1/deliveries");
        Assert.Equal(
            service.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
            (await ListAsync(tenant)).Single(key => key.Role == "support").LastUsedAt?.ToUnixTimeMilliseconds());
        var text = await tenant.Retailer.GetStringAsync(new Uri("/v1/api-keys", UriKind.Relative));
        Assert.DoesNotContain(tenant.SupportKey[^43..], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_admin_names_the_retailer_and_a_retailer_must_not()
    {
        var tenant = await service.NewTenantAsync();
        using var admin = Tenant.ClientOf(service.BaseUrl, Service.AdminKey);
        var made = await admin.PostAsync("/v1/api-keys", new { role = "retailer", name = "second", retailer_id = tenant.Id });
        Assert.Equal(201, (int)made.StatusCode);
        await (await admin.PostAsync("/v1/api-keys", new { role = "retailer", name = "whose" })).ProblemAsync(400, "validation");
        await (await admin.PostAsync("/v1/api-keys", new { role = "retailer", name = "nobody's", retailer_id = Guid.NewGuid() }))
            .ProblemAsync(404, "not_found");
        await (await tenant.Retailer.PostAsync("/v1/api-keys", new { role = "retailer", name = "x", retailer_id = tenant.Id }))
            .ProblemAsync(400, "validation");
    }

    [Theory]
    [InlineData("dotp_")]
    [InlineData("dotp_AAAA")]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    public async Task Nonsense_is_401_with_a_challenge(string credential)
    {
        using var client = Tenant.ClientOf(service.BaseUrl, credential);
        var response = await client.GetAsync("/v1/deliveries");
        await response.ProblemAsync(401, "unauthenticated");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.First().Scheme);
    }

    [Fact]
    public async Task A_key_whose_secret_is_wrong_in_one_character_is_401()
    {
        var tenant = await service.NewTenantAsync();
        var last = tenant.RetailerKey[^2];
        var forged = tenant.RetailerKey[..^2] + (last == 'A' ? 'B' : 'A') + tenant.RetailerKey[^1];
        using var client = Tenant.ClientOf(service.BaseUrl, forged);
        await (await client.GetAsync("/v1/deliveries")).ProblemAsync(401, "unauthenticated");
    }

    private static async Task<List<Key>> ListAsync(Tenant tenant)
    {
        var page = await (await tenant.Retailer.GetAsync("/v1/api-keys")).JsonAsync();
        return [.. page["data"]!.AsArray().Select(key => new Key(
            key!["id"]!.GetValue<Guid>(),
            key["role"]!.GetValue<string>(),
            key["last_used_at"]?.GetValue<DateTimeOffset>()))];
    }

    private sealed record Key(Guid Id, string Role, DateTimeOffset? LastUsedAt);
}
