using System.Text.Json.Nodes;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DeliveryOtp.Api.Tests.AuditTrail;

/// <summary>Who did it: the names of API keys, the courier and the device.</summary>
public sealed class TimelineWhoTests(Service service) : IClassFixture<Service>
{
    private DateTimeOffset Now => service.Clock.GetUtcNow();

    [Fact]
    public async Task An_actor_has_the_name_of_its_API_key_also_after_its_revocation()
    {
        var (tenant, issued) = await StartAsync();
        var key = await (await tenant.Retailer.PostAsync("/v1/api-keys", new { role = "retailer", name = "night shift" })).JsonAsync();
        using (var night = Tenant.ClientOf(service.BaseUrl, key.Text("api_key")))
            await (await night.PostAsync($"/v1/deliveries/{issued.Id}/notes", new { text = "checked" })).JsonAsync();
        await tenant.Retailer.DeleteAsync($"/v1/api-keys/{key.Text("id")}");

        var entries = await EntriesAsync(tenant.Support, issued);
        Assert.Equal(["issued", "noted", "viewed"], entries.Select(entry => entry.Text("kind")));
        Assert.Equal(["first key", "night shift", "desk"], entries.Select(NameOf));
        Assert.Equal(("retailer", key.Text("id")), (entries[1]["actor"]!["role"]!.GetValue<string>(), entries[1]["actor"]!["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Couriers_recipients_and_time_have_no_name_and_couriers_have_a_device()
    {
        var (tenant, issued) = await StartAsync();
        using var courier = await tenant.CourierAsync();
        await courier.ArriveAsync(issued.Id, Now);
        await courier.AttemptAsync(issued.Id, issued.WrongCode(), Now, change: body => body["device"]!["id"] = "another-phone");
        await (await tenant.Recipient(issued).PostAsync("/v1/tracking/denials", new { })).JsonAsync();

        var entries = await EntriesAsync(tenant.Retailer, issued);
        Assert.Equal(["issued", "arrived", "attempted", "denied", "session_closed"], entries.Select(entry => entry.Text("kind")));
        Assert.Equal(["retailer", "courier", "courier", "recipient", "system"], entries.Select(entry => entry["actor"]!["role"]!.GetValue<string>()));
        Assert.Equal(["first key", null, null, null, null], entries.Select(NameOf));
        Assert.Equal([null, "crr-071", "crr-071", null, null], entries.Select(entry => (string?)entry["courier_id"]));
        Assert.Equal([null, "a3f0c9d2", "another-phone", null, null], entries.Select(entry => (string?)entry["device_id"]));
    }

    [Fact]
    public async Task Another_retailers_key_has_no_name_here_and_a_person_of_a_provider_has_the_last_one()
    {
        var (tenant, issued) = await StartAsync();
        var names = service.Services.GetRequiredService<ActorNames>();
        await names.RememberAsync(new RetailerId(tenant.Id), "oidc:ada", "Ada L.", CancellationToken.None);
        await names.RememberAsync(new RetailerId(tenant.Id), "oidc:ada", "Ada King", CancellationToken.None);
        await names.RememberAsync(new RetailerId(Guid.NewGuid()), "oidc:bob", "Bob", CancellationToken.None);
        foreach (var text in (string[])["one", "two", "three"])
            await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/notes", new { text })).JsonAsync();
        var foreign = await (await (await service.NewTenantAsync()).Retailer.GetAsync("/v1/api-keys")).JsonAsync();
        await service.Database.TamperAsync(
            $"""
            update deliveryotp.journal set actor_id = '{foreign["data"]![0]!["id"]}' where delivery_id = '{issued.Id}' and sequence = 2;
            update deliveryotp.journal set actor_role = 'support', actor_id = 'oidc:ada' where delivery_id = '{issued.Id}' and sequence = 3;
            update deliveryotp.journal set actor_role = 'support', actor_id = 'oidc:bob' where delivery_id = '{issued.Id}' and sequence = 4
            """);
        Assert.Equal(["first key", null, "Ada King", null], (await EntriesAsync(tenant.Retailer, issued)).Select(NameOf));
    }

    [Fact]
    public async Task A_pages_names_are_one_query()
    {
        await using var own = new Service
        {
            ConfigureServices = services => services.AddLogging(logging => logging.AddFilter("Npgsql.Command", LogLevel.Debug)),
        };
        await ((IAsyncLifetime)own).InitializeAsync();
        var tenant = await own.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        await EntriesAsync(tenant.Support, issued);
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/notes", new { text = "seen" })).JsonAsync();

        var before = NameQueries();
        Assert.Equal(["first key", "desk", "first key"], (await EntriesAsync(tenant.Retailer, issued)).Select(NameOf));
        Assert.Equal(before + 1, NameQueries());

        int NameQueries() => own.Log.Count(line =>
            line.Contains("completed", StringComparison.Ordinal) && line.Contains("left join deliveryotp.people", StringComparison.Ordinal));
    }

    private async Task<(Tenant Tenant, Issued Issued)> StartAsync()
    {
        var tenant = await service.NewTenantAsync();
        return (tenant, await tenant.IssueAsync());
    }

    private static async Task<JsonObject[]> EntriesAsync(HttpClient client, Issued issued) =>
        [.. (await (await client.GetAsync($"/v1/deliveries/{issued.Id}/timeline")).JsonAsync()).Items()];

    private static string? NameOf(JsonObject entry) => (string?)entry["actor"]!.AsObject()["name"];
}
