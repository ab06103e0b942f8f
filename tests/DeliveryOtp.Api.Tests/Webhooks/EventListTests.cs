using System.Text.Json.Nodes;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Persistence;

namespace DeliveryOtp.Api.Tests.Webhooks;

/// <summary><c>GET /v1/events</c>: what webhooks tell, for whoever asks.</summary>
public sealed class EventListTests(WebhookService hooks) : IClassFixture<WebhookService>
{
    private DateTimeOffset Now => hooks.Service.Clock.GetUtcNow();

    [Fact]
    public async Task It_lists_what_was_posted_with_the_same_ids_and_bodies()
    {
        var told = await hooks.TellAsync();
        using var courier = await told.Tenant.CourierAsync($"crr-{Guid.NewGuid():N}");
        var issued = await told.Tenant.IssueAsync(new { seller = new { name = "Škoda & \"Söhne\" – 東京" } });
        for (var offset = 1; offset <= 3; offset++)
            await courier.AttemptAsync(issued.Id, issued.WrongCode(offset), Now, change: body => body["device"]!["id"] = issued.OrderId);
        await (await told.Tenant.Support.GetAsync($"/v1/deliveries/{issued.Id}")).JsonAsync();
        await (await told.Tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/unlocks", new { reason = "seen" })).JsonAsync();
        await (await told.Tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/courier", new { courier_id = "another" })).JsonAsync();
        await (await told.Tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/cancellations", new { reason = "asked" })).JsonAsync();
        await Eventually.AsyncTrue(() => Task.FromResult(told.Posts.Any(post => post.Type == "delivery.cancelled")));

        var listed = await ReadToEndAsync(told.Tenant, limit: 200);
        Assert.Contains("delivery.locked", listed.Select(item => (string?)item["body"]!["type"]));
        Assert.Equal(told.Posts.Select(post => post.Id), listed.Select(item => (string)item["webhook_id"]!));
        Assert.All(told.Posts.Zip(listed), pair => Assert.True(
            JsonNode.DeepEquals(pair.First.Json, pair.Second["body"]),
            $"posted {pair.First.Body}, listed {pair.Second["body"]}"));
    }

    /// <summary>The page ends between two events of one entry.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Small_pages_add_up_to_the_large_one(int limit)
    {
        var tenant = await hooks.Service.NewTenantAsync();
        await LockAsync(tenant);
        await LockAsync(tenant);
        await EndAsync(tenant, "delivery.locked", count: 2);
        var all = await ReadToEndAsync(tenant, limit: 200);
        Assert.Equal(IdsOf(all), IdsOf(await ReadToEndAsync(tenant, limit)));
    }

    [Fact]
    public async Task Who_has_caught_up_asks_again_with_the_same_cursor_and_gets_what_came_since()
    {
        var tenant = await hooks.Service.NewTenantAsync();
        await tenant.IssueAsync();
        var end = await EndAsync(tenant, "delivery.issued");
        var idle = await PageAsync(tenant, $"?after={end}");
        Assert.Empty(idle["data"]!.AsArray());
        Assert.True((bool)idle["caught_up"]!);

        await (await hooks.Service.NewTenantAsync()).IssueAsync();
        var issued = await tenant.IssueAsync();
        await Eventually.AsyncTrue(async () => (await PageAsync(tenant, $"?after={end}"))["data"]!.AsArray().Count > 0);
        foreach (var cursor in new[] { end, idle.Text("next_cursor") })
        {
            var item = Assert.Single((await PageAsync(tenant, $"?after={cursor}"))["data"]!.AsArray())!;
            Assert.Equal(issued.Id, (Guid)item["body"]!["data"]!["delivery_id"]!);
        }
    }

    [Fact]
    public async Task R2_a_code_is_listed_where_it_is_posted_and_only_while_it_lives()
    {
        var tenant = await hooks.Service.NewTenantAsync();
        var quiet = await tenant.IssueAsync();
        var open = await tenant.IssueAsync(new { policy = new { code_in_webhooks = true } });
        await EndAsync(tenant, "delivery.issued", count: 2);
        Assert.Equal(open.Code, (string?)(await DataOfAsync(open))["code"]);
        Assert.Null((await DataOfAsync(quiet))["code"]);

        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{open.Id}/cancellations", new { reason = "asked" })).JsonAsync();
        Assert.Null((await DataOfAsync(open))["code"]);

        async Task<JsonNode> DataOfAsync(Issued issued) =>
            (await ReadToEndAsync(tenant, limit: 200)).Select(item => item["body"]!["data"]!).First(data => (Guid)data["delivery_id"]! == issued.Id);
    }

    /// <summary>And no reader waits for ever for what somebody has made unreadable.</summary>
    [Fact]
    public async Task A_delivery_that_cannot_be_read_is_missing_with_an_alarm_and_the_others_are_there()
    {
        var tenant = await hooks.Service.NewTenantAsync();
        var broken = await tenant.IssueAsync();
        var sound = await tenant.IssueAsync();
        await EndAsync(tenant, "delivery.issued", count: 2);
        await hooks.Service.Database.TamperAsync($"update deliveryotp.delivery_states set visits = '[]' where delivery_id = '{broken.Id}'");
        var item = Assert.Single(await ReadToEndAsync(tenant, limit: 200));
        Assert.Equal(sound.Id, (Guid)item["body"]!["data"]!["delivery_id"]!);
        Assert.Contains(hooks.Service.Log, line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains(broken.Id.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("?after=x")]
    [InlineData("?after=AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("?after=__________________")]
    [InlineData("?limit=0")]
    [InlineData("?limit=201")]
    [InlineData("?cursor=AAAAAAAAEjQAAAAA")]
    public async Task What_is_no_cursor_or_limit_is_refused(string query)
    {
        var tenant = await hooks.Service.NewTenantAsync();
        await (await tenant.Retailer.GetAsync($"/v1/events{query}")).ProblemAsync(400, "validation");
    }

    /// <summary>A backup was restored: to go on in silence would skip what gets those positions anew.</summary>
    [Fact]
    public async Task A_cursor_that_is_ahead_of_the_journal_is_a_conflict()
    {
        var tenant = await hooks.Service.NewTenantAsync();
        await (await tenant.Retailer.GetAsync("/v1/events?after=AAAA6NSlEAAAAAAA")).ProblemAsync(409, "state_conflict");
    }

    [Fact]
    public async Task A_journal_of_others_is_walked_through_in_steps_of_a_bounded_length()
    {
        const int Others = 12_000;
        await using var service = new Service();
        await ((IAsyncLifetime)service).InitializeAsync();
        var tenant = await service.NewTenantAsync();
        var first = await tenant.IssueAsync();
        await Eventually.AsyncTrue(async () => !await service.Database.ScalarAsync<bool>("select exists (select from deliveryotp.journal_unsequenced)"));
        await new JournalFill(service.Database, tenant.Id, first).ImportAsync(Others, ofManyRetailers: true);
        var end = await service.Database.ScalarAsync<long>("select position from deliveryotp.journal_readers where name = 'sequencer'");

        List<int> pages = [];
        var page = await PageAsync(tenant, "?limit=200");
        for (; !(bool)page["caught_up"]!; page = await PageAsync(tenant, $"?after={page.Text("next_cursor")}"))
            pages.Add(page["data"]!.AsArray().Count);
        pages.Add(page["data"]!.AsArray().Count);
        Assert.Equal(1, pages.Sum());
        Assert.Equal((int)Math.Ceiling(end / (double)JournalWalk.StepLength), pages.Count);
    }

    private async Task LockAsync(Tenant tenant)
    {
        using var courier = await tenant.CourierAsync($"crr-{Guid.NewGuid():N}");
        var issued = await tenant.IssueAsync();
        for (var offset = 1; offset <= 3; offset++)
            await (await courier.AttemptAsync(issued.Id, issued.WrongCode(offset), Now, change: body => body["device"]!["id"] = issued.OrderId)).JsonAsync();
    }

    /// <summary>Waits until so many events of a type are there, and gives the cursor behind them.</summary>
    private static async Task<string> EndAsync(Tenant tenant, string type, int count = 1)
    {
        var page = new JsonObject();
        await Eventually.AsyncTrue(async () =>
        {
            page = await PageAsync(tenant, "?limit=200");
            return page["data"]!.AsArray().Count(item => (string?)item!["body"]!["type"] == type) == count;
        });
        return page.Text("next_cursor");
    }

    private static IEnumerable<string> IdsOf(IEnumerable<JsonObject> items) => items.Select(item => item.Text("webhook_id"));

    private static async Task<List<JsonObject>> ReadToEndAsync(Tenant tenant, int limit)
    {
        List<JsonObject> items = [];
        for (var query = $"?limit={limit}"; ;)
        {
            var page = await PageAsync(tenant, query);
            Assert.InRange(page["data"]!.AsArray().Count, 0, limit);
            items.AddRange(page["data"]!.AsArray().Select(item => item!.AsObject()));
            if ((bool)page["caught_up"]!)
                return items;
            query = $"?limit={limit}&after={page.Text("next_cursor")}";
        }
    }

    private static async Task<JsonObject> PageAsync(Tenant tenant, string query) =>
        await (await tenant.Retailer.GetAsync($"/v1/events{query}")).JsonAsync();
}
