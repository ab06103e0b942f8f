using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.AuditTrail;

public sealed class SupportReadTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task A_look_by_support_is_in_the_journal_before_it_is_answered()
    {
        var (tenant, issued, attempt) = await AttemptedAsync();
        await (await tenant.Support.GetAsync($"/v1/attempts/{attempt}")).JsonAsync();
        var timeline = await (await tenant.Support.GetAsync($"/v1/deliveries/{issued.Id}/timeline")).JsonAsync();

        var entries = timeline.Items().ToArray();
        Assert.Equal(["issued", "attempted", "viewed", "viewed"], entries.Select(entry => entry.Text("kind")));
        Assert.Equal([1, 2, 3, 4], entries.Select(entry => entry["sequence"]!.GetValue<int>()));
        Assert.Equal(["retailer", "courier", "support", "support"], entries.Select(entry => entry["actor"]!["role"]!.GetValue<string>()));
        Assert.Equal(["attempt", "timeline"], entries[2..].Select(entry => entry["detail"]!["resource"]!.GetValue<string>()));
        Assert.Equal(attempt, entries[1]["id"]!.GetValue<Guid>());
        Assert.Equal("wrong_code", entries[1]["detail"]!["outcome"]!.GetValue<string>());
        Assert.True(entries[1].ContainsKey("leaf_index"));
        Assert.Null(timeline["next_cursor"]);
    }

    [Fact]
    public async Task A_search_by_support_is_in_the_access_log_with_filters_and_rows()
    {
        var (tenant, _, _) = await AttemptedAsync();
        await tenant.Support.IdsAsync("outcome=wrong_code&outcome=accepted&near=48.85661,2.35222&radius_m=500");
        service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await (await tenant.Support.StreamAsync("text/csv", "courier_id=crr-071")).Content.ReadAsStringAsync();

        Assert.Equal(
            """{"near": ["48.85661,2.35222"], "outcome": ["wrong_code", "accepted"], "radius_m": ["500"]} 1|{"courier_id": ["crr-071"]} |{"courier_id": ["crr-071"]} 1""",
            await LogAsync(tenant));
        Assert.Equal(2, await service.Database.ScalarAsync<long>(
            $"select count(distinct query_id) from deliveryotp.access_log where retailer_id = '{tenant.Id}' and actor_role = 'support'"));
    }

    [Fact]
    public async Task A_read_by_the_retailer_leaves_no_trace()
    {
        var (tenant, issued, attempt) = await AttemptedAsync();
        await (await tenant.Retailer.GetAsync($"/v1/attempts/{attempt}")).JsonAsync();
        await tenant.Retailer.IdsAsync("");
        await (await tenant.Retailer.StreamAsync("text/csv")).Content.ReadAsStringAsync();
        var timeline = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}/timeline")).JsonAsync();
        Assert.Equal(2, timeline.Items().Count());
        Assert.Equal("", await LogAsync(tenant));
    }

    [Fact]
    public async Task A_walk_through_a_timeline_ends_although_each_step_adds_an_entry()
    {
        var (tenant, issued, _) = await AttemptedAsync();
        List<int> sequences = [];
        string? cursor = null;
        do
        {
            var page = await (await tenant.Support.GetAsync(
                $"/v1/deliveries/{issued.Id}/timeline?limit=1{(cursor is null ? "" : "&cursor=" + cursor)}")).JsonAsync();
            sequences.AddRange(page.Items().Select(entry => entry["sequence"]!.GetValue<int>()));
            cursor = page["next_cursor"]?.GetValue<string>();
        }
        while (cursor is not null && sequences.Count < 20);

        Assert.Equal([1, 2, 3], sequences);
        var journal = await service.Database.ScalarAsync<string>(
            $"select string_agg(sequence::text || kind, ' ' order by sequence) from deliveryotp.journal where delivery_id = '{issued.Id}'");
        Assert.Equal("1issued 2attempted 3viewed 4viewed 5viewed", journal);
    }

    [Fact]
    public async Task Anothers_records_are_not_found_and_nobody_is_said_to_have_looked()
    {
        var (_, issued, attempt) = await AttemptedAsync();
        var stranger = await service.NewTenantAsync();
        foreach (var client in (HttpClient[])[stranger.Retailer, stranger.Support])
        {
            foreach (var id in (Guid[])[attempt, issued.Id, Guid.Empty])
                await (await client.GetAsync($"/v1/attempts/{id}")).ProblemAsync(404, "not_found");
            await (await client.GetAsync($"/v1/deliveries/{issued.Id}/timeline")).ProblemAsync(404, "not_found");
            await (await client.GetAsync($"/v1/deliveries/{Guid.Empty}/timeline")).ProblemAsync(404, "not_found");
            Assert.Empty(await client.IdsAsync($"delivery_id={issued.Id}"));
            Assert.Empty(await client.IdsAsync($"order_id={issued.OrderId}"));
        }

        Assert.Equal(2, await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.journal where delivery_id = '{issued.Id}'"));
    }

    [Fact]
    public async Task Couriers_and_strangers_read_nothing()
    {
        var (tenant, issued, attempt) = await AttemptedAsync();
        var courier = await tenant.CourierAsync();
        foreach (var path in (string[])["/v1/attempts", $"/v1/attempts/{attempt}", $"/v1/deliveries/{issued.Id}/timeline"])
        {
            await (await courier.GetAsync(path)).ProblemAsync(403, "forbidden");
            await (await Tenant.ClientOf(tenant.BaseUrl, credential: null).GetAsync(path)).ProblemAsync(401, "unauthenticated");
        }

        await (await courier.StreamAsync("text/csv")).ProblemAsync(403, "forbidden");
    }

    private async Task<(Tenant Tenant, Issued Issued, Guid Attempt)> AttemptedAsync()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var reply = await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.WrongCode(), service.Clock.GetUtcNow());
        return (tenant, issued, (await reply.JsonAsync())["id"]!.GetValue<Guid>());
    }

    private async Task<string> LogAsync(Tenant tenant) => await service.Database.ScalarAsync<string>(
        $"""
        select coalesce(string_agg(filters::text || ' ' || coalesce(rows_returned::text, ''), '|' order by query_id, rows_returned nulls first), '')
        from deliveryotp.access_log where retailer_id = '{tenant.Id}'
        """) ?? "";
}
