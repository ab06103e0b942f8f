using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Deliveries;

public sealed class DeliveryListTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Each_filter_finds_what_it_should_and_nothing_else()
    {
        var tenant = await service.NewTenantAsync();
        var now = service.Clock.GetUtcNow();
        var plain = await tenant.IssueAsync();
        var assigned = await tenant.IssueAsync(new { courier_id = "crr-9" });
        var flagged = await tenant.IssueAsync();
        var courier = await tenant.CourierAsync();
        await courier.AttemptAsync(flagged.Id, flagged.WrongCode(), now, change: body => body["location"]!["is_mock"] = true);

        Assert.Equal([plain.Id], await ListAsync(tenant, $"order_id={plain.OrderId}"));
        Assert.Equal([assigned.Id], await ListAsync(tenant, "courier_id=crr-9"));
        Assert.Equal([flagged.Id], await ListAsync(tenant, "review=true"));
        Assert.Equal(2, (await ListAsync(tenant, "review=false")).Length);
        Assert.Equal(3, (await ListAsync(tenant, "status=pending")).Length);
        Assert.Empty(await ListAsync(tenant, "status=locked"));
        Assert.Empty(await ListAsync(tenant, $"from={now.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal(3, (await ListAsync(tenant, $"to={now.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}")).Length);
        Assert.Empty(await ListAsync(await service.NewTenantAsync(), $"order_id={plain.OrderId}"));
    }

    [Fact]
    public async Task Pages_join_without_a_gap_while_deliveries_are_created()
    {
        var tenant = await service.NewTenantAsync();
        for (var i = 0; i < 7; i++)
            await IssueLaterAsync(tenant);
        List<Guid> seen = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await (await tenant.Retailer.GetAsync($"/v1/deliveries?limit=3{cursor}")).JsonAsync();
            seen.AddRange(page["data"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>()));
            await IssueLaterAsync(tenant);
            cursor = page["next_cursor"] is { } next ? $"&cursor={next.GetValue<string>()}" : null;
        }

        Assert.Equal(7, seen.Count);
        Assert.Equal(seen.Distinct().OrderByDescending(id => id), seen);
    }

    /// <summary>Within a millisecond, the services of other tests in this process could come between.</summary>
    private async Task IssueLaterAsync(Tenant tenant)
    {
        service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await tenant.IssueAsync();
    }

    private static async Task<Guid[]> ListAsync(Tenant tenant, string query)
    {
        var page = await (await tenant.Retailer.GetAsync($"/v1/deliveries?{query}")).JsonAsync();
        return [.. page["data"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>())];
    }
}
