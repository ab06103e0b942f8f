using DeliveryOtp.Api.Tests.Fixture;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>However two processes contend for a few deliveries, a reader gets each delivery's entries in order, all of them, once.</summary>
[Collection(nameof(Races))]
public sealed class JournalOrderTests(Replicas replicas)
{
    [Fact]
    public async Task Each_entry_is_read_once_and_in_the_order_of_its_delivery()
    {
        await using var database = NpgsqlDataSource.Create(replicas.Database.Service);
        using var reader = new RecordingReader($"order {Guid.NewGuid()}", database);
        await reader.StartAsync(default);
        var couriers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => replicas.CouriersAsync(replicas: 2)));
        var deliveries = await replicas.IssueAsync(count: 10);
        for (var round = 0; round < 10; round++)
        {
            var attempts = Replicas.AtOnceAsync(n => Answer.PersistAsync(() => couriers[n % 8][n].AttemptAsync(
                deliveries[n % 10].Id,
                deliveries[n % 10].WrongCode(),
                key: $"{round}-{n}")));
            var reissues = Replicas.AtOnceAsync(
                n => Answer.PersistAsync(() => replicas.TenantAt(n, 2).Support.GetAsync($"/v1/deliveries/{deliveries[n % 10].Id}")),
                count: 20);
            await Task.WhenAll(attempts, reissues);
        }

        foreach (var delivery in deliveries)
        {
            await Eventually.AsyncTrue(async () => await LastAsync(delivery) == reader.SequencesOf(delivery.Id).Append(0).Max(), seconds: 20);
            var read = reader.SequencesOf(delivery.Id);
            Assert.Equal(Enumerable.Range(1, read.Count), read);
        }

        await reader.StopAsync(default);
        await replicas.Records.AssertConsistentAsync();
    }

    private async Task<int> LastAsync(Issued delivery) => (int)await replicas.Database.ScalarAsync<long>(
        $"select max(sequence)::bigint from deliveryotp.journal where delivery_id = '{delivery.Id}'");
}
