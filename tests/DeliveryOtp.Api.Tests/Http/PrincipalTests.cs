using DeliveryOtp.Api.Persistence.Schema;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>Whose an idempotency key is: nobody can occupy another's, and a renewed credential finds its own.</summary>
public sealed class PrincipalTests(Service service) : IClassFixture<Service>
{
    private const string Key = "key-1";

    [Fact]
    public async Task One_key_is_another_one_for_each_who_uses_it_on_a_delivery()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var (courier, colleague) = (await tenant.CourierAsync("crr-071"), await tenant.CourierAsync("crr-072"));
        using var recipient = tenant.Recipient(issued);
        var desk = await KeyAsync(tenant, "support");
        await AssertFirstAsync(await courier.ArriveAsync(issued.Id, service.Clock.GetUtcNow(), Key), 201);
        await AssertFirstAsync(await colleague.ArriveAsync(issued.Id, service.Clock.GetUtcNow(), Key), 201);
        await AssertFirstAsync(await recipient.PostAsync("/v1/tracking/reports", new { kind = "left_with_parcel" }, Key), 200);
        await AssertFirstAsync(await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", new { }, Key), 200);
        await AssertFirstAsync(await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/holds", new { reason = "x" }, Key), 200);
        await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", new { });
        await AssertFirstAsync(await desk.PostAsync($"/v1/deliveries/{issued.Id}/holds", new { reason = "x" }, Key), 200);
        await AssertReplayedAsync(await desk.PostAsync($"/v1/deliveries/{issued.Id}/holds", new { reason = "x" }, Key));
        Assert.Equal(
            ["courier:crr-071", "courier:crr-072", "recipient", "retailer", "support", "support"],
            (await PrincipalsAsync(service.Database, issued.Id)).Select(principal => principal.StartsWith("support:", StringComparison.Ordinal) ? "support" : principal));
    }

    [Fact]
    public async Task A_renewed_token_key_or_link_finds_its_own()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var now = service.Clock.GetUtcNow();
        await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.WrongCode(), now, Key);
        await AssertReplayedAsync(await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.WrongCode(), now, Key));

        await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", new { }, Key);
        await AssertReplayedAsync(await (await KeyAsync(tenant, "retailer")).PostAsync($"/v1/deliveries/{issued.Id}/codes", new { }, Key));

        using var recipient = tenant.Recipient(issued);
        await (await tenant.CourierAsync()).ArriveAsync(issued.Id, now);
        await recipient.PostAsync("/v1/tracking/denials", new { }, Key);
        var renewed = await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/recipient", new { language = "de" })).JsonAsync();
        using var again = tenant.Recipient(issued with { Link = Tenant.LinkIn(renewed) });
        await AssertReplayedAsync(await again.PostAsync("/v1/tracking/denials", new { }, Key));
    }

    [Fact]
    public async Task A_creation_is_the_retailers_whichever_of_its_keys_asks()
    {
        var tenant = await service.NewTenantAsync();
        var body = new { order_id = "404-1", destination = new { latitude = 48.85661, longitude = 2.35222, country = "FR" } };
        Assert.Equal(201, (int)(await tenant.Retailer.PostAsync("/v1/deliveries", body, Key)).StatusCode);
        await AssertReplayedAsync(await (await KeyAsync(tenant, "retailer")).PostAsync("/v1/deliveries", body, Key));
    }

    [Fact]
    public async Task The_database_says_whose_key_it_is()
    {
        var database = await (await TestCluster.SharedAsync()).CreateDatabaseAsync();
        await using var owner = NpgsqlDataSource.Create(database.Owner + ";Pooling=false");
        await using var context = DesignTimeFactory.Create(owner);
        var migrator = context.GetService<IMigrator>();
        await migrator.MigrateAsync();
        await database.ScalarAsync<object>(
            """
            insert into deliveryotp.journal (retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, courier_id, link_version, detail, idempotency_key)
            select '01930f6e-7c1a-7b3e-9a55-0d6f3c1f2a41', '01930f6e-7c1a-7b3e-9a55-0d6f3c1f2a41', n, gen_random_uuid(), 'viewed', now(), role, 'a-' || n, courier, 1, '{}', key
            from (values (1, 'retailer', null, 'k1'), (2, 'courier', 'crr-071', 'k2'), (3, 'support', null, 'k3'), (4, 'recipient', null, 'k4'), (5, 'retailer', null, null))
                as v (n, role, courier, key)
            """);
        Assert.Equal(
            ["courier:crr-071", "recipient", "retailer", "support:a-3"],
            await PrincipalsAsync(database, Guid.Parse("01930f6e-7c1a-7b3e-9a55-0d6f3c1f2a41")));
    }

    private static async Task<HttpClient> KeyAsync(Tenant tenant, string role)
    {
        var made = await (await tenant.Retailer.PostAsync("/v1/api-keys", new { role, name = "another" })).JsonAsync();
        return Tenant.ClientOf(tenant.BaseUrl, made.Text("api_key"));
    }

    private static async Task<string[]> PrincipalsAsync(TestDatabase database, Guid delivery) => await database.ScalarAsync<string[]>(
        $"select array_agg(idempotency_principal order by idempotency_principal collate \"C\") from deliveryotp.journal where delivery_id = '{delivery}' and idempotency_key is not null") ?? [];

    private static async Task AssertFirstAsync(HttpResponseMessage response, int status)
    {
        Assert.True(status == (int)response.StatusCode, await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains("Idempotency-Replayed"));
    }

    private static async Task AssertReplayedAsync(HttpResponseMessage response)
    {
        Assert.True((int)response.StatusCode == 200, await response.Content.ReadAsStringAsync());
        Assert.Equal("true", Assert.Single(response.Headers.GetValues("Idempotency-Replayed")));
    }
}
