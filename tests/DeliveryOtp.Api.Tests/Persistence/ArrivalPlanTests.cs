using DeliveryOtp.Api.Tests.AuditTrail;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>
/// Each filter of the arrivals takes the index that has its matches in the order of time, so that nothing has to be sorted, whatever the
/// statistics say.
/// </summary>
public sealed class ArrivalPlanTests(Service service) : IClassFixture<Service>
{
    private const int Imported = 5_000;
    private const int Arrivals = 20_000;
    private const string Wednesday = "from=2026-01-07T00:00:00Z&to=2026-01-08T00:00:00Z";

    /// <summary>A piece of the list's statement that no other one has.</summary>
    private const string Statement = "kind = 'arrived'";

    /// <summary>A filter, how the journal is read, and a piece of the condition that no column's name tells.</summary>
    private static readonly (string Query, string Reading, string Condition)[] Expected =
    [
        ("", "ix_journal_arrivals by retailer_id", ""),
        (Wednesday, "ix_journal_arrivals by retailer_id, id", ""),
        ("cursor=AZrb_3kAcAAAAAAAAAAAAA", "ix_journal_arrivals by retailer_id, id", ""),
        ("courier_id=imported-7", "ix_journal_arrivals_courier by retailer_id, courier_id", ""),
        ($"courier_id=imported-7&{Wednesday}", "ix_journal_arrivals_courier by retailer_id, courier_id, id", ""),
        ("device_id=device-7", "ix_journal_arrivals_device by retailer_id, device_id", ""),
        ("outcome=opened", "ix_journal_arrivals_outcome by retailer_id", "(detail ->> 'outcome'::text) = 'opened'"),
        ("outcome=wrong_courier", "ix_journal_arrivals_outcome by retailer_id", "(detail ->> 'outcome'::text) = 'wrong_courier'"),
        ("outcome=opened&outcome=expired", "ix_journal_arrivals_outcome by retailer_id", "(detail ->> 'outcome'::text) = "),
        ($"outcome=expired&{Wednesday}", "ix_journal_arrivals_outcome by retailer_id, id", "(detail ->> 'outcome'::text) = 'expired'"),
        ("order_id=imported-7", "pk_journal by retailer_id, delivery_id", ""),
        ("order_id=imported-7&outcome=opened&outcome=expired", "pk_journal by retailer_id, delivery_id", ""),
    ];

    [Fact]
    public async Task Every_filter_takes_its_index_and_sorts_nothing()
    {
        var tenant = await service.NewTenantAsync();
        var template = await tenant.IssueAsync();
        await (await (await tenant.CourierAsync()).ArriveAsync(template.Id, service.Clock.GetUtcNow())).JsonAsync();
        var fill = new JournalFill(service.Database, tenant.Id, template);
        await fill.KeepStatisticsAsync();
        await fill.ImportAsync(Imported);
        await fill.ArriveAsync(Arrivals);
        await Plans.SwitchOnAsync(service.Database);
        service.Services.GetRequiredService<NpgsqlDataSource>().Clear();

        var wrong = new List<string>();
        foreach (var known in (bool[])[false, true])
        {
            if (known)
                await fill.AnalyzeAsync();
            foreach (var (query, reading, condition) in Expected)
                wrong.AddRange((await ReadAsync(tenant, query, reading, condition)).Select(way => $"{query}, {(known ? "known" : "unknown")}: {way}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>What is not as it should be in the plan of a query.</summary>
    private async Task<IEnumerable<string>> ReadAsync(Tenant tenant, string query, string reading, string condition)
    {
        var plans = await Plans.SinceNowAsync(service.Database);
        await tenant.Retailer.IdsAsync(query, "arrivals");
        await Eventually.AsyncTrue(() => Task.FromResult(plans.Have(Statement)));
        return plans.Of(Statement)
            .Where(one => one.Index.Contains("journal", StringComparison.Ordinal))
            .Where(one => one.ToString() != reading || !one.Condition.Contains(condition, StringComparison.Ordinal))
            .Select(one => $"{one} ({one.Condition})")
            .Concat(plans.StepsOf(Statement).Where(step => step.Contains("Sort", StringComparison.Ordinal) || step.Contains("Bitmap", StringComparison.Ordinal)));
    }
}
