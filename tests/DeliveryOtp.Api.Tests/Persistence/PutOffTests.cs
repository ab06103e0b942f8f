using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>What takes too long keeps nobody waiting: the batch is halved, then the one delivery is put off, and comes in its order later.</summary>
public sealed class PutOffTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task A_delivery_that_takes_too_long_is_put_off_while_the_others_go_on_and_is_read_in_order_later()
    {
        var tenant = await service.NewTenantAsync();
        var (slow, quick) = (await tenant.IssueAsync(), await tenant.IssueAsync());
        for (var n = 0; n < 3; n++)
        {
            await tenant.Retailer.PostAsync($"/v1/deliveries/{slow.Id}/codes", new { });
            await tenant.Retailer.PostAsync($"/v1/deliveries/{quick.Id}/codes", new { });
        }

        var isSlow = true;
        List<int> sizes = [];
        using var reader = new RecordingReader("put off", service.Services.GetRequiredService<NpgsqlDataSource>())
        {
            Fails = entries =>
            {
                lock (sizes)
                    sizes.Add(entries.Count);
                return Volatile.Read(ref isSlow) && entries.Any(entry => entry.DeliveryId.Value == slow.Id)
                    ? new NpgsqlException("out of time", new TimeoutException())
                    : null;
            },
        };
        await reader.StartAsync(default);
        await Eventually.AsyncTrue(() => Task.FromResult(reader.SequencesOf(quick.Id).Count == 4), seconds: 60);
        Assert.Equal([1, 2, 3, 4], reader.SequencesOf(quick.Id));
        Assert.Empty(reader.SequencesOf(slow.Id));
        Assert.True(sizes.Zip(sizes.Skip(1)).Take(2).All(pair => pair.Second <= pair.First), string.Join(' ', sizes));
        await Eventually.AsyncTrue(async () => await PutOffAsync() == 4, seconds: 20);

        Volatile.Write(ref isSlow, false);
        await service.Database.ScalarAsync<object>("update deliveryotp.journal_set_aside set retry_at = now() where reader = 'put off'");
        await Eventually.AsyncTrue(() => Task.FromResult(reader.SequencesOf(slow.Id).Count == 4), seconds: 30);
        Assert.Equal([1, 2, 3, 4], reader.SequencesOf(slow.Id));
        Assert.Equal(0L, await PutOffAsync());

        await tenant.Retailer.PostAsync($"/v1/deliveries/{slow.Id}/codes", new { });
        await Eventually.AsyncTrue(() => Task.FromResult(reader.SequencesOf(slow.Id).Count == 5));
        await reader.StopAsync(default);
    }

    private Task<long> PutOffAsync() => service.Database.ScalarAsync<long>(
        "select count(*) from deliveryotp.journal_set_aside where reader = 'put off' and retry_at is not null");
}
