using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.AuditTrail;

/// <summary>Who reads arrivals, and what trace it leaves.</summary>
public sealed class ArrivalReadTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task A_look_by_support_is_in_the_journal_before_it_is_answered()
    {
        var (tenant, issued, arrival) = await ArrivedAsync();
        await (await tenant.Support.GetAsync($"/v1/arrivals/{arrival}")).JsonAsync();
        var timeline = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}/timeline")).JsonAsync();
        var entries = timeline.Items().ToArray();
        Assert.Equal(["issued", "arrived", "viewed"], entries.Select(entry => entry.Text("kind")));
        Assert.Equal("arrival", entries[2]["detail"]!["resource"]!.GetValue<string>());
        Assert.Equal("support", entries[2]["actor"]!["role"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_search_by_support_is_in_the_access_log_with_filters_and_rows()
    {
        var (tenant, _, _) = await ArrivedAsync();
        await tenant.Support.IdsAsync("outcome=opened&outcome=locked&courier_id=crr-071", "arrivals");
        service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await (await tenant.Support.StreamAsync("text/csv", "device_id=a3f0c9d2", "arrivals")).Content.ReadAsStringAsync();
        Assert.Equal(
            """arrivals {"outcome": ["opened", "locked"], "courier_id": ["crr-071"]} 1|arrivals {"device_id": ["a3f0c9d2"]} |arrivals {"device_id": ["a3f0c9d2"]} 1""",
            await LogAsync(tenant));
    }

    [Fact]
    public async Task A_read_by_the_retailer_leaves_no_trace()
    {
        var (tenant, issued, arrival) = await ArrivedAsync();
        await (await tenant.Retailer.GetAsync($"/v1/arrivals/{arrival}")).JsonAsync();
        Assert.Equal([arrival], await tenant.Retailer.IdsAsync("", "arrivals"));
        await (await tenant.Retailer.StreamAsync("text/csv", list: "arrivals")).Content.ReadAsStringAsync();
        Assert.Equal(2, await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.journal where delivery_id = '{issued.Id}'"));
        Assert.Equal("", await LogAsync(tenant));
    }

    [Fact]
    public async Task Anothers_arrivals_are_not_found_and_nobody_is_said_to_have_looked()
    {
        var (_, issued, arrival) = await ArrivedAsync();
        var stranger = await service.NewTenantAsync();
        foreach (var client in (HttpClient[])[stranger.Retailer, stranger.Support])
        {
            await (await client.GetAsync($"/v1/arrivals/{arrival}")).ProblemAsync(404, "not_found");
            foreach (var filter in (string[])[$"delivery_id={issued.Id}", $"order_id={issued.OrderId}", "outcome=opened", "courier_id=crr-071", ""])
                Assert.Empty(await client.IdsAsync(filter, "arrivals"));
            Assert.Empty(await (await client.StreamAsync("application/x-ndjson", list: "arrivals")).Content.ReadAsStringAsync());
        }

        Assert.Equal(2, await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.journal where delivery_id = '{issued.Id}'"));
    }

    [Fact]
    public async Task An_arrival_is_no_attempt_and_an_attempt_no_arrival()
    {
        var (tenant, issued, arrival) = await ArrivedAsync();
        var reply = await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.WrongCode(), service.Clock.GetUtcNow());
        var attempt = (await reply.JsonAsync())["id"]!.GetValue<Guid>();
        await (await tenant.Support.GetAsync($"/v1/attempts/{arrival}")).ProblemAsync(404, "not_found");
        await (await tenant.Support.GetAsync($"/v1/arrivals/{attempt}")).ProblemAsync(404, "not_found");
        Assert.Equal([attempt], await tenant.Retailer.IdsAsync(""));
        Assert.Equal([arrival], await tenant.Retailer.IdsAsync("", "arrivals"));
    }

    [Fact]
    public async Task Couriers_and_strangers_read_nothing()
    {
        var (tenant, _, arrival) = await ArrivedAsync();
        var courier = await tenant.CourierAsync();
        foreach (var path in (string[])["/v1/arrivals", $"/v1/arrivals/{arrival}"])
        {
            await (await courier.GetAsync(path)).ProblemAsync(403, "forbidden");
            await (await Tenant.ClientOf(tenant.BaseUrl, credential: null).GetAsync(path)).ProblemAsync(401, "unauthenticated");
        }

        await (await courier.StreamAsync("text/csv", list: "arrivals")).ProblemAsync(403, "forbidden");
    }

    private async Task<(Tenant Tenant, Issued Issued, Guid Arrival)> ArrivedAsync()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var reply = await (await tenant.CourierAsync()).ArriveAsync(issued.Id, service.Clock.GetUtcNow());
        return (tenant, issued, (await reply.JsonAsync())["id"]!.GetValue<Guid>());
    }

    private async Task<string> LogAsync(Tenant tenant) => await service.Database.ScalarAsync<string>(
        $"""
        select coalesce(string_agg(resource || ' ' || filters::text || ' ' || coalesce(rows_returned::text, ''), '|' order by query_id, rows_returned nulls first), '')
        from deliveryotp.access_log where retailer_id = '{tenant.Id}'
        """) ?? "";
}
