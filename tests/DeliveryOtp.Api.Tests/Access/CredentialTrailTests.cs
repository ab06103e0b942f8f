using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.IdentityModel.JsonWebTokens;

namespace DeliveryOtp.Api.Tests.Access;

/// <summary>Credentials leave a trail, and a token dies with its courier's or its key's revocation.</summary>
public sealed class CredentialTrailTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Made_first_used_and_revoked_are_events_with_whoever_did_it()
    {
        var tenant = await service.NewTenantAsync();
        var made = await (await tenant.Retailer.PostAsync("/v1/api-keys", new { role = "retailer", name = "shop" })).JsonAsync();
        using var shop = Tenant.ClientOf(service.BaseUrl, made.Text("api_key"));
        Assert.Equal(200, (int)(await shop.GetAsync("/v1/deliveries")).StatusCode);
        Assert.Equal(200, (int)(await shop.GetAsync("/v1/deliveries")).StatusCode);
        var token = await TokenAsync(shop, "crr-1");
        Assert.Equal(204, (int)(await tenant.Retailer.DeleteAsync("/v1/courier-tokens?courier_id=crr-1")).StatusCode);
        Assert.Equal(204, (int)(await tenant.Retailer.DeleteAsync($"/v1/api-keys/{made.Text("id")}")).StatusCode);
        Assert.Equal(204, (int)(await tenant.Retailer.DeleteAsync($"/v1/api-keys/{made.Text("id")}")).StatusCode);

        var first = await KeyIdAsync(tenant, "first key");
        var events = await EventsAsync(tenant.Retailer);
        Assert.Equal(
            [
                ("api_key", "revoked", made.Text("id"), null, null, first),
                ("courier_token", "revoked", null, null, "crr-1", first),
                ("courier_token", "made", made.Text("id"), new JsonWebToken(token).Id, "crr-1", made.Text("id")),
                ("api_key", "used", made.Text("id"), null, null, made.Text("id")),
                ("api_key", "made", made.Text("id"), null, null, first),
            ],
            events.Take(5).Select(item => (
                item.Text("credential"), item.Text("event"), (string?)item["api_key_id"], (string?)item["token_id"], (string?)item["courier_id"], (string)item["actor"]!["id"]!)));
        Assert.Equal(("made", "admin"), (events[^1].Text("event"), (string)events[^1]["actor"]!["id"]!));
    }

    [Fact]
    public async Task Another_retailer_sees_and_revokes_nothing_of_it()
    {
        var (tenant, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var issued = await tenant.IssueAsync();
        using var courier = await tenant.CourierAsync("crr-7");
        Assert.Equal(204, (int)(await other.Retailer.DeleteAsync("/v1/courier-tokens?courier_id=crr-7")).StatusCode);
        Assert.Equal(201, (int)(await courier.AttemptAsync(issued.Id, "12ab")).StatusCode);
        Assert.DoesNotContain(await EventsAsync(other.Retailer), item => item.Text("credential") == "courier_token" && item.Text("event") == "made");
    }

    [Fact]
    public async Task A_courier_whose_tokens_are_revoked_needs_a_new_one()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var lost = await tenant.CourierAsync("crr-1");
        using var colleague = await tenant.CourierAsync("crr-2");
        Assert.Equal(201, (int)(await lost.AttemptAsync(issued.Id, "12ab")).StatusCode);
        Assert.Equal(204, (int)(await tenant.Retailer.DeleteAsync("/v1/courier-tokens?courier_id=crr-1")).StatusCode);
        await (await lost.AttemptAsync(issued.Id, "12ab")).ProblemAsync(401, "unauthenticated");
        Assert.Equal(201, (int)(await colleague.AttemptAsync(issued.Id, "12ab")).StatusCode);
        service.Clock.Advance(TimeSpan.FromMilliseconds(2));
        using var renewed = await tenant.CourierAsync("crr-1");
        Assert.Equal(201, (int)(await renewed.AttemptAsync(issued.Id, "12ab", service.Clock.GetUtcNow())).StatusCode);
    }

    [Fact]
    public async Task Tokens_die_with_the_key_that_made_them_and_with_no_other()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var made = await (await tenant.Retailer.PostAsync("/v1/api-keys", new { role = "retailer", name = "leaked" })).JsonAsync();
        using var leaked = Tenant.ClientOf(service.BaseUrl, made.Text("api_key"));
        using var dead = Tenant.ClientOf(service.BaseUrl, await TokenAsync(leaked, "crr-1"));
        using var alive = await tenant.CourierAsync("crr-1");
        Assert.Equal(201, (int)(await dead.AttemptAsync(issued.Id, "12ab")).StatusCode);
        Assert.Equal(204, (int)(await tenant.Retailer.DeleteAsync($"/v1/api-keys/{made.Text("id")}")).StatusCode);
        await (await dead.AttemptAsync(issued.Id, "12ab")).ProblemAsync(401, "unauthenticated");
        Assert.Equal(201, (int)(await alive.AttemptAsync(issued.Id, "12ab")).StatusCode);
    }

    [Fact]
    public async Task An_attempt_names_the_token_and_the_key_that_made_it()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var token = await TokenAsync(tenant.Retailer, "crr-1");
        using var courier = Tenant.ClientOf(service.BaseUrl, token);
        var attempt = (await (await courier.AttemptAsync(issued.Id, "12ab")).JsonAsync()).Text("id");
        var recorded = await (await tenant.Support.GetAsync($"/v1/attempts/{attempt}")).JsonAsync();
        var key = await KeyIdAsync(tenant, "first key");
        Assert.Equal((new JsonWebToken(token).Id, key), (recorded.Text("token_id"), recorded.Text("api_key_id")));
        var timeline = await (await tenant.Support.GetAsync($"/v1/deliveries/{issued.Id}/timeline")).JsonAsync();
        Assert.Equal(key, (string?)timeline["data"]!.AsArray().Single(entry => (string?)entry!["kind"] == "attempted")!["detail"]!["api_key_id"]);
    }

    [Fact]
    public async Task Whose_tokens_has_to_be_said() => await (await (await service.NewTenantAsync()).Retailer.DeleteAsync("/v1/courier-tokens")).ProblemAsync(400, "validation");

    private static async Task<string> TokenAsync(HttpClient retailer, string courier) =>
        (await (await retailer.PostAsync("/v1/courier-tokens", new { courier_id = courier })).JsonAsync()).Text("access_token");

    private static async Task<JsonObject[]> EventsAsync(HttpClient reader) =>
        [.. (await (await reader.GetAsync("/v1/credential-events")).JsonAsync())["data"]!.AsArray().Select(item => item!.AsObject())];

    private static async Task<string> KeyIdAsync(Tenant tenant, string name) =>
        (await (await tenant.Retailer.GetAsync("/v1/api-keys")).JsonAsync())["data"]!.AsArray().Single(key => (string?)key!["name"] == name)!["id"]!.GetValue<string>();
}
