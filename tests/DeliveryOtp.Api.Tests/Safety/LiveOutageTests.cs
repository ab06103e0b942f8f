using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>Streams do not hold up a service that stops, and outlive a database that does not.</summary>
[Collection(nameof(Outages))]
public sealed class LiveOutageTests
{
    [Fact]
    public async Task A_service_that_stops_ends_its_streams_properly_and_does_not_wait()
    {
        var database = await (await TestCluster.SharedAsync()).CreateDatabaseAsync();
        using var api = await ApiProcess.StartAsync(database);
        var tenant = await Tenant.CreateAsync(api.BaseUrl, Service.AdminKey);
        var streams = new List<LiveReading>();
        foreach (var issued in await Replicas.IssueAsync(tenant, 10))
        {
            streams.Add(await LiveReading.OpenAsync(tenant.Recipient(issued)));
            await streams[^1].WaitForAsync(1);
        }

        Assert.InRange(await api.StopAsync(), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        foreach (var stream in streams)
        {
            Assert.True(await stream.End.WaitAsync(TimeSpan.FromSeconds(5)));
            stream.Dispose();
        }
    }

    [Fact]
    public async Task R18_when_the_database_crashes_streams_end_and_whoever_comes_back_misses_nothing()
    {
        using var server = await StoppableServer.StartAsync();
        using var api = await ApiProcess.StartAsync(server.Database);
        var tenant = await Tenant.CreateAsync(api.BaseUrl, Service.AdminKey);
        var issued = await Replicas.IssueAsync(tenant);
        var courier = await tenant.CourierAsync();
        using var recipient = tenant.Recipient(issued);
        using var before = await LiveReading.OpenAsync(recipient);
        await before.WaitForAsync(1);
        await courier.AttemptAsync(issued.Id, issued.WrongCode(1));
        await before.WaitForAsync(2);

        await server.CrashAsync();
        await before.End.WaitAsync(TimeSpan.FromSeconds(10));
        await (await LiveReading.RefusalAsync(recipient, "2")).ProblemAsync(503, "unavailable");

        await server.StartAgainAsync();
        await Answer.PersistAsync(() => courier.AttemptAsync(issued.Id, issued.WrongCode(2), key: "after"));
        using var after = await LiveReading.OpenAsync(recipient, after: 2);
        await after.WaitForAsync(3);
        await courier.AttemptAsync(issued.Id, issued.WrongCode(3));
        await after.WaitForAsync(4);
        Assert.Equal([1, 2], before.Ids);
        Assert.Equal([3, 4], after.Ids);
    }
}
