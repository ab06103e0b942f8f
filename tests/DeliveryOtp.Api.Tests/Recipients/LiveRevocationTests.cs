using DeliveryOtp.Api.Recipients;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace DeliveryOtp.Api.Tests.Recipients;

/// <summary>R20: when the retailer names another recipient, the old link is dead at once, for open streams as well.</summary>
public sealed class LiveRevocationTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task R20_a_link_that_dies_ends_its_stream_and_shows_nothing_more()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var stream = await LiveReading.OpenAsync(tenant.Recipient(issued));
        await stream.WaitForAsync(1);

        var changed = await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/recipient", new { language = "it" })).JsonAsync();
        var courier = await tenant.CourierAsync();
        for (var i = 1; i <= 3; i++)
            await courier.AttemptAsync(issued.Id, issued.WrongCode(i), service.Clock.GetUtcNow());

        Assert.True(await stream.End.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal([1], stream.Ids);
        await (await LiveReading.RefusalAsync(tenant.Recipient(issued))).ProblemAsync(401, "unauthenticated");

        using var heir = await LiveReading.OpenAsync(tenant.Recipient(issued with { Link = Tenant.LinkIn(changed) }));
        await heir.WaitForAsync(5);
        Assert.Equal([1, 2, 3, 4, 5], heir.Ids);
    }

    /// <summary>Whoever claims to have seen what does not exist yet is told what there is, and learns like others that the link is dead.</summary>
    [Fact]
    public async Task R20_a_dead_link_ends_at_once_whatever_its_reader_claims_to_have_seen()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var stream = await LiveReading.OpenAsync(tenant.Recipient(issued), after: 9_999);
        await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/recipient", new { language = "it" })).JsonAsync();
        Assert.True(await stream.End.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal([1], stream.Ids);
    }

    /// <summary>Whatever became of the entry that says so: a dead link does not live to its next sign of life.</summary>
    [Fact]
    public async Task R20_a_dead_link_gets_no_heartbeat()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var stream = await LiveReading.OpenAsync(tenant.Recipient(issued));
        await stream.WaitForAsync(1);
        await service.Database.RewriteAsync(issued.Id, $"update deliveryotp.deliveries set link_version = 2 where id = '{issued.Id}'");
        service.Clock.Advance(LiveViewWriter.Heartbeat);
        Assert.True(await stream.End.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(1, stream.Heartbeats);
    }

    /// <summary>It signed in, and died before the stream stood. It takes no place either.</summary>
    [Fact]
    public async Task R20_a_link_that_died_since_its_sign_in_opens_nothing()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var opener = service.Services.GetRequiredService<LiveViewOpener>();
        var old = new TrackedLink(new RetailerId(tenant.Id), new DeliveryId(issued.Id), Version: 7);
        for (var i = 0; i < 10; i++)
            Assert.IsType<LiveOpening.LinkIsDead>(await opener.OpenAsync(old, after: null, default));
    }
}
