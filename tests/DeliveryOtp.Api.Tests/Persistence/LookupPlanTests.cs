using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>What the console looks for is found by an index, however much there is, whatever the statistics say and however the database sorts.</summary>
public sealed class LookupPlanTests(Service service) : IClassFixture<Service>
{
    private static readonly Actor Desk = new(ActorRole.Support, "desk");

    [Fact]
    public async Task A_lookup_takes_its_indexes()
    {
        var tenant = await service.NewTenantAsync();
        var fill = new JournalFill(service.Database, tenant.Id, await tenant.IssueAsync());
        await fill.KeepStatisticsAsync();
        await fill.ImportAsync(5_000);
        await fill.TryAsync(5_000);
        await Plans.SwitchOnAsync(service.Database);
        var retailer = new RetailerId(tenant.Id);

        foreach (var known in (bool[])[false, true])
        {
            if (known)
                await fill.AnalyzeAsync();
            var plans = await Plans.SinceNowAsync(service.Database);
            await using var source = NpgsqlDataSource.Create(service.Database.Service + ";Pooling=false");
            await using var database = new DeliveryOtpDbContext(
                new DbContextOptionsBuilder<DeliveryOtpDbContext>().UseTables(source).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options);
            var reads = new SupportReads(source, database, service.Services.GetRequiredService<RowSeals>(), service.Services.GetRequiredService<JournalMetrics>(), service.Clock);
            var keys = service.Services.GetRequiredService<CodeKeyRing>();
            var hits = await new LookupQueries(database, reads, keys, service.Clock).FindAsync(Desk, retailer, "imported-19", CancellationToken.None);
            await new LookupQueries(database, reads, keys, service.Clock).FindAsync(Desk, retailer, Guid.AllBitsSet.ToString(), CancellationToken.None);

            Assert.Equal(8, hits.Count);
            Assert.Equal("ix_deliveries_order_text by retailer_id, order_id", Reading(plans, "order_id ~>=~ "));
            Assert.Equal("pk_hand_overs by retailer_id, subject, subject_id", Reading(plans, "h.subject_id >= "));
            Assert.Equal("ix_deliveries_courier by retailer_id, courier_id", Reading(plans, "d.courier_id = "));
        }
    }

    /// <summary>The same way with other values is the same way.</summary>
    private static string Reading(Plans plans, string fragment) =>
        string.Join("; ", plans.Of(fragment).Select(reading => reading.ToString()).Distinct(StringComparer.Ordinal));
}
