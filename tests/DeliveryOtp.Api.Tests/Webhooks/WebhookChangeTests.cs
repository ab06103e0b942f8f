using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Webhooks;

/// <summary><c>PATCH /v1/webhook-endpoints/{id}</c>: what is left out stays.</summary>
public sealed class WebhookChangeTests(WebhookService hooks) : IClassFixture<WebhookService>
{
    [Fact]
    public async Task What_is_left_out_stays_and_null_takes_the_filter_away()
    {
        var told = await hooks.TellAsync("delivery.locked");
        var moved = hooks.Receiver.UrlOf($"/{Guid.NewGuid():N}");
        var (created, path) = (await (await told.Tenant.Retailer.GetAsync(PathOf(told))).JsonAsync(), PathOf(told));
        var unchanged = await (await told.Tenant.Retailer.SendAsync(HttpMethod.Patch, path, new { })).JsonAsync();
        Assert.Equal(created.ToJsonString(), unchanged.ToJsonString());

        var elsewhere = await (await told.Tenant.Retailer.SendAsync(HttpMethod.Patch, path, new { url = moved })).JsonAsync();
        Assert.Equal((moved, "delivery.locked"), (elsewhere.Text("url"), (string?)elsewhere["events"]![0]));
        var filtered = await (await told.Tenant.Retailer.SendAsync(HttpMethod.Patch, path, new { events = new[] { "delivery.held", "delivery.held" } })).JsonAsync();
        Assert.Equal((moved, "delivery.held"), (filtered.Text("url"), (string?)Assert.Single(filtered["events"]!.AsArray())));
        var all = await (await told.Tenant.Retailer.SendAsync(HttpMethod.Patch, path, new { events = (string[]?)null })).JsonAsync();
        Assert.Equal((moved, true), (all.Text("url"), all["events"] is null));
        Assert.Equal(all.ToJsonString(), (await (await told.Tenant.Retailer.GetAsync(path)).JsonAsync()).ToJsonString());
    }

    [Theory]
    [InlineData("""{"url":null}""", "$.url")]
    [InlineData("""{"url":""}""", "$.url")]
    [InlineData("""{"url":"ftp://shop.example.com/x"}""", "$.url")]
    [InlineData("""{"url":"https://user:secret@shop.example.com/x"}""", "$.url")]
    [InlineData("""{"events":[]}""", "$.events")]
    [InlineData("""{"events":["delivery.lost"]}""", "$.events[0]")]
    [InlineData("""{"enabled":null}""", "$.enabled")]
    [InlineData("""{"enabled":"yes"}""", "$.enabled")]
    [InlineData("""{"secret":"x"}""", "$.secret")]
    public async Task What_a_new_endpoint_may_not_have_a_changed_one_may_not_either(string body, string member)
    {
        var told = await hooks.TellAsync();
        using var content = new StringContent(body, mediaType: new("application/json"));
        var problem = await (await told.Tenant.Retailer.PatchAsync(PathOf(told), content)).ProblemAsync(400, "validation");
        Assert.NotNull(problem["errors"]![member]);
    }

    [Fact]
    public async Task What_waits_goes_to_the_new_address()
    {
        var told = await hooks.TellAsync();
        hooks.Receiver.Answers[told.Endpoint.Path] = Receiver.Status(500);
        var issued = await told.Tenant.IssueAsync();
        await told.PostsAsync(1);
        await told.NewestAsync("pending");

        var moved = $"/{Guid.NewGuid():N}";
        await ChangeAsync(told, new { url = hooks.Receiver.UrlOf(moved) });
        await Eventually.AsyncTrue(() =>
        {
            hooks.Service.Clock.Advance(TimeSpan.FromSeconds(7));
            return Task.FromResult(hooks.Receiver.At(moved).Count > 0);
        });
        Assert.Equal((issued.Id, told.Posts[0].Id), (hooks.Receiver.At(moved)[0].DeliveryId!.Value, hooks.Receiver.At(moved)[0].Id));
        Assert.Single(told.Posts);
    }

    [Fact]
    public async Task A_disabled_endpoint_gets_nothing_and_an_enabled_one_what_happens_from_then_on()
    {
        var told = await hooks.TellAsync();
        var other = await hooks.RegisterAsync(told.Tenant);
        hooks.Receiver.Answers[told.Endpoint.Path] = Receiver.Status(500);
        await told.Tenant.IssueAsync();
        await told.PostsAsync(1);

        var disabled = await ChangeAsync(told, new { enabled = false });
        Assert.Equal((false, true), ((bool)disabled["enabled"]!, disabled["disabled_at"] is not null));
        hooks.Receiver.Answers.TryRemove(told.Endpoint.Path, out _);
        await told.Tenant.IssueAsync();
        await Eventually.AsyncTrue(() => Task.FromResult(hooks.Receiver.At(other.Path).Count == 2));
        Assert.Equal("cancelled", (string?)(await told.LogAsync())[0]!["state"]);
        var refused = await (await told.Tenant.Retailer.PostAsync($"{PathOf(told)}/tests", new { })).ProblemAsync(409, "state_conflict");
        Assert.Contains("enabled", refused.Text("detail"), StringComparison.Ordinal);

        var enabled = await ChangeAsync(told, new { enabled = true });
        Assert.Equal((true, true), ((bool)enabled["enabled"]!, enabled["disabled_at"] is null));
        var after = await told.Tenant.IssueAsync();
        Assert.Equal(after.Id, (await told.PostsAsync(2))[1].DeliveryId);
    }

    [Fact]
    public async Task A_410_is_undone()
    {
        var told = await hooks.TellAsync();
        hooks.Receiver.Answers[told.Endpoint.Path] = Receiver.Status(410);
        await told.Tenant.IssueAsync();
        await Eventually.AsyncTrue(async () => (await (await told.Tenant.Retailer.GetAsync(PathOf(told))).JsonAsync())["disabled_at"] is not null);
        hooks.Receiver.Answers.TryRemove(told.Endpoint.Path, out _);
        Assert.True((bool)(await ChangeAsync(told, new { enabled = true }))["enabled"]!);
        var issued = await told.Tenant.IssueAsync();
        Assert.Equal(issued.Id, (await told.PostsAsync(2))[1].DeliveryId);
    }

    /// <summary>Whatever comes last counts, and nothing is left that waits for nobody.</summary>
    [Fact]
    public async Task Switched_to_and_fro_while_events_come_nothing_is_left_behind()
    {
        var told = await hooks.TellAsync();
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 12).Select(async n =>
            {
                if (n % 3 == 0)
                    await ChangeAsync(told, new { enabled = n % 2 == 0 });
                else
                    await told.Tenant.IssueAsync();
            }));
        }

        await ChangeAsync(told, new { enabled = true });
        var last = await told.Tenant.IssueAsync();
        await Eventually.AsyncTrue(() => Task.FromResult(told.Posts.Any(post => post.DeliveryId == last.Id)));
        await Eventually.AsyncTrue(async () => await hooks.Service.Database.ScalarAsync<long>(
            $"select count(*) from deliveryotp.webhook_messages where endpoint_id = '{told.Endpoint.Id}' and state = 'pending'") == 0);
        Assert.Equal(told.Posts.Count, told.Posts.Select(post => post.Id).Distinct().Count());
    }

    private static string PathOf(Told told) => $"/v1/webhook-endpoints/{told.Endpoint.Id}";

    private static async Task<System.Text.Json.Nodes.JsonObject> ChangeAsync(Told told, object change) =>
        await (await told.Tenant.Retailer.SendAsync(HttpMethod.Patch, PathOf(told), change)).JsonAsync();
}
