using System.Globalization;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Webhooks;
using Xunit.Abstractions;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>Couriers who post as fast as they can hold up nobody's webhooks.</summary>
[Collection(nameof(Races))]
public sealed class FloodTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly int Attempts = FullSize.Or(usual: 1_500, full: 10_000);

    // One courier alone is cut off long before (R13).
    private const int AttemptsOfCourier = 150;

    private TestDatabase _database = null!;
    private ApiProcess _api = null!;
    private Receiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _receiver = await Receiver.StartAsync();
        _database = await (await TestCluster.SharedAsync()).CreateDatabaseAsync();
        _api = await ApiProcess.StartAsync(_database, variables: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DeliveryOtp__Webhooks__AllowPrivateTargets"] = "true",
        });
    }

    public async Task DisposeAsync()
    {
        _api.Dispose();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Refused_attempts_on_one_delivery_delay_neither_another_retailer_nor_the_others_of_this_one()
    {
        var (flooded, other) = (await RegisteredAsync("/flooded"), await RegisteredAsync("/other"));
        var couriers = new HttpClient[Attempts / AttemptsOfCourier];
        for (var n = 0; n < couriers.Length; n++)
            couriers[n] = await flooded.CourierAsync($"crr-{n}");
        var target = await flooded.IssueAsync();
        var flood = Parallel.ForEachAsync(Enumerable.Range(0, Attempts), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (n, _) =>
        {
            using var answer = await couriers[n % couriers.Length].AttemptAsync(target.Id, "12345", key: n.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(201, (int)answer.StatusCode);
        });

        var (foreign, own) = (TimeSpan.Zero, TimeSpan.Zero);
        do
        {
            foreign = Longer(foreign, await ToldAsync(other, "/other"));
            own = Longer(own, await ToldAsync(flooded, "/flooded"));
        }
        while (!flood.IsCompleted);

        await flood;
        output.WriteLine($"{Attempts} attempts; another retailer's webhook after {foreign.TotalMilliseconds:F0} ms at most, this one's other delivery's after {own.TotalMilliseconds:F0} ms");
        Assert.InRange(foreign, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(own, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        await new Records(_database).AssertConsistentAsync();
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async Task<Tenant> RegisteredAsync(string path)
    {
        var tenant = await Tenant.CreateAsync(_api.BaseUrl, Service.AdminKey);
        await (await tenant.Retailer.PostAsync("/v1/webhook-endpoints", new { url = _receiver.UrlOf(path) })).JsonAsync();
        return tenant;
    }

    /// <summary>How long it takes until the retailer is told of a new delivery.</summary>
    private async Task<TimeSpan> ToldAsync(Tenant tenant, string path)
    {
        var issued = await tenant.IssueAsync();
        var id = issued.Id.ToString();
        return await Eventually.AsyncTrue(
            () => Task.FromResult(_receiver.At(path).Any(post => post.Body.Contains(id, StringComparison.Ordinal))), seconds: 60, everyMs: 20);
    }
}
