using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using Microsoft.Extensions.DependencyInjection;
using Issued = DeliveryOtp.Api.Tests.Fixture.Issued;

namespace DeliveryOtp.Api.Tests.Console;

public sealed class LookupTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Text_is_an_order_a_courier_a_device_or_a_delivery()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { order_id = "404-1234567-0000001", courier_id = "4041" });
        await tenant.IssueAsync(new { order_id = "404-1234567-0000002" });
        await tenant.IssueAsync(new { order_id = "4040" });
        await AttemptAsync(tenant, issued, "4041", "404-phone");
        await AttemptAsync(tenant, issued, "404-courier", "4041");
        await (await service.NewTenantAsync()).IssueAsync(new { order_id = "404-1234567-9999999" });

        Assert.Equal("Order 404-1234567-0000001!", await FindAsync(tenant, "404-1234567-0000001"));
        Assert.Equal(
            "Order 404-1234567-0000001, Order 404-1234567-0000002, Courier 404-courier, Device 404-phone",
            await FindAsync(tenant, "404-"));
        Assert.Equal("Courier 4041!, Device 4041!", await FindAsync(tenant, "4041"));
        Assert.Equal($"Delivery {issued.Id}!", await FindAsync(tenant, issued.Id.ToString().ToUpperInvariant()));
        Assert.Equal("", await FindAsync(tenant, "404"));
        Assert.Equal("", await FindAsync(tenant, "404%"));
        Assert.Equal("", await FindAsync(tenant, "405-"));
        Assert.Equal("", await FindAsync(tenant, Guid.Empty.ToString()));
    }

    [Fact]
    public async Task A_courier_who_is_assigned_is_found_before_he_was_anywhere()
    {
        var tenant = await service.NewTenantAsync();
        await tenant.IssueAsync(new { courier_id = "new" });
        Assert.Equal("Courier new!", await FindAsync(tenant, "new"));
    }

    [Fact]
    public async Task There_are_eight_at_most_and_of_every_kind_some()
    {
        var tenant = await service.NewTenantAsync();
        for (var i = 0; i < 12; i++)
            await tenant.IssueAsync(new { order_id = $"many-{i:00}" });
        var issued = await tenant.IssueAsync(new { order_id = "many-" });
        await AttemptAsync(tenant, issued, "many-courier", "many-device");

        var found = await FindAsync(tenant, "many-");
        Assert.Equal(
            "Order many-!, Order many-00, Order many-01, Order many-02, Order many-03, Order many-04, Courier many-courier, Device many-device",
            found);
    }

    [Fact]
    public async Task Each_look_is_a_row_of_the_access_log()
    {
        var tenant = await service.NewTenantAsync();
        await FindAsync(tenant, "nothing");
        Assert.Equal("""lookup {"text": ["nothing"]} 0""", await service.Database.ScalarAsync<string>(
            $"select string_agg(resource || ' ' || filters::text || ' ' || rows_returned, '|') from deliveryotp.access_log where retailer_id = '{tenant.Id}'"));
    }

    [Fact]
    public async Task A_recipients_address_or_number_finds_their_orders_and_stays_out_of_the_record()
    {
        var tenant = await service.NewTenantAsync();
        var recipient = new { email = "claire@example.org", phone = "+33612345678" };
        await tenant.IssueAsync(new { order_id = "A-1", recipient });
        await tenant.IssueAsync(new { order_id = "A-2", recipient });
        await tenant.IssueAsync(new { order_id = "A-3", recipient = new { email = "paul@example.org" } });
        await (await service.NewTenantAsync()).IssueAsync(new { recipient });
        Assert.Equal("Order A-2!, Order A-1!", await FindAsync(tenant, "Claire@Example.org"));
        Assert.Equal("Order A-2!, Order A-1!", await FindAsync(tenant, "+33612345678"));
        Assert.Equal("", await FindAsync(tenant, "claire@example.com"));
        var record = await service.Database.ScalarAsync<string>(
            $"select string_agg(filters::text, '|' order by id) from deliveryotp.access_log where retailer_id = '{tenant.Id}'");
        Assert.Equal("""{"text": ["Cl…org"]}|{"text": ["+3…678"]}|{"text": ["cl…com"]}""", record);
    }

    /// <summary>Couriers and devices are known once the reader of the journal has counted them.</summary>
    private async Task AttemptAsync(Tenant tenant, Issued issued, string courier, string device)
    {
        await (await (await tenant.CourierAsync(courier)).AttemptAsync(issued.Id, "x", service.Clock.GetUtcNow(), change: body => body["device"]!["id"] = device)).JsonAsync();
        await Eventually.AsyncTrue(async () => await service.Database.ScalarAsync<long>(
            $"select count(*) from deliveryotp.hand_overs where retailer_id = '{tenant.Id}' and (subject, subject_id) in (('courier', '{courier}'), ('device', '{device}'))") == 2);
    }

    private async Task<string> FindAsync(Tenant tenant, string text)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var hits = await scope.ServiceProvider.GetRequiredService<LookupQueries>()
            .FindAsync(new Actor(ActorRole.Support, "desk"), new RetailerId(tenant.Id), text, CancellationToken.None);
        return string.Join(", ", hits.Select(hit => $"{hit.Kind} {hit.Id}{(hit.IsExact ? "!" : "")}"));
    }
}
