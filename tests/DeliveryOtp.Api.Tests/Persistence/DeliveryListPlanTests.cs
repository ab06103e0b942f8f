using DeliveryOtp.Api.Deliveries;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>What the filters of the list of deliveries read, where there are many.</summary>
public sealed class DeliveryListPlanTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Each_way_to_find_few_takes_its_index()
    {
        var tenant = await service.NewTenantAsync();
        var fill = new JournalFill(service.Database, tenant.Id, await tenant.IssueAsync(new { recipient = new { email = "a@example.org", phone = "+33612345678" } }));
        await fill.KeepStatisticsAsync();
        await fill.ImportAsync(20_000);
        await service.Database.ScalarAsync<object>(
            """
            set session_replication_role = replica;
            update deliveryotp.deliveries set email_digest = sha256(order_id::bytea), phone_digest = sha256(order_id::bytea) where order_id like 'imported%';
            update deliveryotp.journal set recorded_at = now() - interval '10 days'
            """);
        var fresh = await tenant.IssueAsync();
        await fill.AnalyzeAsync();
        await Plans.SwitchOnAsync(service.Database);

        Assert.Contains("ix_deliveries_order_text by retailer_id, order_id", await ReadAsync(tenant, new DeliveryQuery { OrderIdPrefix = "imported-1999" }, "order_id"), StringComparison.Ordinal);
        Assert.Contains("ix_deliveries_email by retailer_id, email_digest", await ReadAsync(tenant, new DeliveryQuery { RecipientEmail = "A@example.org" }, "email_digest"), StringComparison.Ordinal);
        Assert.Contains("ix_deliveries_phone by retailer_id, phone_digest", await ReadAsync(tenant, new DeliveryQuery { RecipientPhone = "+33612345678" }, "phone_digest"), StringComparison.Ordinal);
        var since = new DeliveryQuery { UpdatedSince = Timestamp(service.Clock.Now().AddMinutes(-1)) };
        var read = await ReadAsync(tenant, since, "recorded_at >= ");
        Assert.Contains("ix_journal_recorded_at", read, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", read, StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, fresh.Id);
    }

    private static string Timestamp(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string> ReadAsync(Tenant tenant, DeliveryQuery query, string fragment)
    {
        var plans = await Plans.SinceNowAsync(service.Database);
        await using var source = NpgsqlDataSource.Create(service.Database.Service + ";Pooling=false");
        await using var database = new DeliveryOtpDbContext(
            new DbContextOptionsBuilder<DeliveryOtpDbContext>().UseTables(source).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options);
        var newest = new NewestDeliveries(database, service.Services.GetRequiredService<CodeKeyRing>(), new RetailerId(tenant.Id));
        var found = await newest.Updated(newest.Find(query, before: null, service.Clock.Now()).Take(51)).ToListAsync();
        Assert.NotEmpty(found);
        return string.Join("; ", plans.Of(fragment).Select(reading => reading.ToString()));
    }
}
