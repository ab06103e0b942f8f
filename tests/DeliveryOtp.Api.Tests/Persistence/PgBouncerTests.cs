using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Safety;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>
/// One replica behind PgBouncer in transaction mode, one beside it: leases, sets, locks and readers need nothing that lives as long as a
/// connection does.
/// </summary>
public sealed class PgBouncerTests
{
    private const int Deliveries = 24;

    /// <summary>Fewer than the requests that come at once.</summary>
    private const int ServerConnections = 4;

    [Fact]
    public async Task The_service_works_behind_it_beside_a_replica_that_has_the_server_for_itself()
    {
        var database = await (await TestCluster.SharedAsync()).CreateDatabaseAsync();
        using var bouncer = await PgBouncer.StartAsync(database, ServerConnections);
        using var direct = await ApiProcess.StartAsync(database);
        using var behind = await ApiProcess.StartAsync(bouncer.Database);
        var tenant = await Tenant.CreateAsync(direct.BaseUrl, Service.AdminKey);
        Tenant[] replicas = [tenant.At(behind.BaseUrl), tenant];
        var couriers = await Task.WhenAll(replicas.Select(replica => replica.CourierAsync("crr-1")));
        var issued = await Replicas.IssueAsync(replicas[0], Deliveries);

        // Two wrong codes, then the right one at both replicas at once.
        await EachAsync(issued, n => couriers[n % 2], delivery => delivery.WrongCode(1), "wrong_code");
        await EachAsync(issued, n => couriers[(n + 1) % 2], delivery => delivery.WrongCode(2), "wrong_code");
        var outcomes = await Task.WhenAll(issued.SelectMany(delivery => couriers.Select(async courier =>
            await AttemptAsync(courier, delivery, delivery.Code!))));
        Assert.Equal(Deliveries, outcomes.Count(outcome => outcome == "accepted"));
        Assert.All(outcomes, outcome => Assert.Contains(outcome, new[] { "accepted", "already_delivered" }));

        // Whichever replica had the leases: the one behind PgBouncer has them from here on.
        direct.Kill();
        var last = await Replicas.IssueAsync(replicas[0]);
        Assert.Equal("accepted", await AttemptAsync(couriers[0], last, last.Code!));
        await JournalCheckTests.QuietAsync(database);
        await new Records(database).AssertConsistentAsync();
        Assert.InRange(await database.ScalarAsync<long>($"select count(*) from pg_stat_activity where datname = '{database.Name}' and usename = 'deliveryotp'"), 1, ServerConnections);
    }

    private static async Task EachAsync(Issued[] issued, Func<int, HttpClient> courier, Func<Issued, string> code, string outcome) => Assert.All(
        await Task.WhenAll(issued.Select((delivery, n) => AttemptAsync(courier(n), delivery, code(delivery)))),
        actual => Assert.Equal(outcome, actual));

    private static async Task<string> AttemptAsync(HttpClient courier, Issued delivery, string code) =>
        (await (await courier.AttemptAsync(delivery.Id, code)).JsonAsync())["outcome"]!.GetValue<string>();
}
