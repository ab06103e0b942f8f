using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>Many want one parcel of an order at once, on one process and on two: one gets it, the others learn who.</summary>
[Collection(nameof(Races))]
public sealed class ParcelRaceTests(Replicas replicas)
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 5)]
    public async Task Changes_and_creations_at_once_leave_one_live_delivery_of_the_parcel(int processes, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var order = Guid.NewGuid().ToString();
            var others = await Task.WhenAll(Enumerable.Range(0, Replicas.AtOnce / 2)
                .Select(n => replicas.Tenant.IssueAsync(new { order_id = order, parcel_barcode = $"other-{n}" })));
            var answers = await Replicas.AtOnceAsync(n => Answer.PersistAsync(n % 4 < 2
                ? () => PutAsync(n, processes, others[(n / 4 * 2) + (n % 4)].Id, "wanted")
                : () => CreateAsync(n, processes, order, "wanted")));

            var won = Assert.Single(answers, answer => answer.Status is 200 or 201);
            Assert.All(answers.Where(answer => answer != won), answer =>
            {
                Assert.Equal((409, "order_exists"), (answer.Status, answer.Kind));
                Assert.Equal(won.Json.Text("id"), answer.Json.Text("delivery_id"));
            });
            Assert.Equal(1, await replicas.Records.CountAsync($"deliveries where order_id = '{order}' and parcel_barcode = 'wanted'"));
        }

        await replicas.Records.AssertConsistentAsync();
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 8)]
    public async Task Two_deliveries_that_would_swap_their_parcels_keep_them(int processes, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var first = await replicas.Tenant.IssueAsync(new { parcel_barcode = "TBA1" });
            var second = await replicas.Tenant.IssueAsync(new { order_id = first.OrderId, parcel_barcode = "TBA2" });
            var answers = await Replicas.AtOnceAsync(
                n => Answer.PersistAsync(() => n % 4 < 2
                    ? PutAsync(n, processes, first.Id, "TBA2")
                    : PutAsync(n, processes, second.Id, "TBA1")),
                count: 16);

            Assert.Equal("409 order_exists: 16", Answer.StatusTally(answers));
            Assert.Equal("issued", await replicas.Records.KindsAsync(first.Id));
            Assert.Equal("issued", await replicas.Records.KindsAsync(second.Id));
        }
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    public async Task Creations_and_changes_after_the_holders_time_is_over_make_one_live_delivery(int processes, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var until = TimeProvider.System.GetUtcNow().AddSeconds(2);
            var holder = await replicas.Tenant.IssueAsync(new { parcel_barcode = "wanted", deliver_until = until });
            var other = await replicas.Tenant.IssueAsync(new { order_id = holder.OrderId, parcel_barcode = "other" });
            await Task.Delay(until - TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(1));
            var answers = await Replicas.AtOnceAsync(n => Answer.PersistAsync(n % 4 < 2
                ? () => PutAsync(n, processes, other.Id, "wanted")
                : () => CreateAsync(n, processes, holder.OrderId, "wanted")));

            // A repeated change of the delivery that has the parcel changes nothing, and is no conflict.
            var winners = answers.Where(answer => answer.Status is 200 or 201).ToArray();
            var winner = Assert.Single(winners.Select(answer => answer.Json.Text("id")).Distinct(StringComparer.Ordinal));
            Assert.All(answers.Except(winners), answer => Assert.Equal((409, "order_exists"), (answer.Status, answer.Kind)));
            Assert.All(answers.Except(winners), answer => Assert.Equal(winner, answer.Json.Text("delivery_id")));
            Assert.Equal("issued, expired", await replicas.Records.KindsAsync(holder.Id));
        }

        await replicas.Records.AssertConsistentAsync();
    }

    private Task<HttpResponseMessage> PutAsync(int n, int processes, Guid delivery, string parcel) =>
        replicas.TenantAt(n, processes).Retailer.PutAsync($"/v1/deliveries/{delivery}/parcel", new { parcel_barcode = parcel });

    private Task<HttpResponseMessage> CreateAsync(int n, int processes, string order, string parcel) =>
        replicas.TenantAt(n, processes).Retailer.PostAsync(
            "/v1/deliveries",
            new
            {
                order_id = order,
                parcel_barcode = parcel,
                destination = new { latitude = Tenant.Latitude, longitude = Tenant.Longitude, country = "FR" },
            });
}
