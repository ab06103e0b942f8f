using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Webhooks;

/// <summary>What a retailer's back end is told.</summary>
public sealed class WebhookEventTests(WebhookService hooks) : IClassFixture<WebhookService>
{
    private DateTimeOffset Now => hooks.Service.Clock.GetUtcNow();

    [Fact]
    public async Task A_hand_over_is_told_from_its_code_to_its_contest_in_order()
    {
        var told = await hooks.TellAsync();
        using var courier = await told.Tenant.CourierAsync();
        var issued = await told.Tenant.IssueAsync();
        await courier.ArriveAsync(issued.Id, Now);
        await courier.AttemptAsync(issued.Id, issued.WrongCode(), Now);
        await courier.AttemptAsync(issued.Id, issued.Code!, Now);
        using var recipient = told.Tenant.Recipient(issued);
        await (await recipient.PostAsync("/v1/tracking/contests", new { kind = "not_received" })).JsonAsync();

        var posts = await told.PostsAsync(6);
        Assert.Equal(
            ["delivery.issued", "delivery.arrived", "delivery.attempted", "delivery.attempted", "delivery.delivered", "delivery.contested"],
            posts.Select(post => post.Type));
        Assert.Equal([1, 2, 3, 4, 4, 5], posts.Select(post => (int)post.Data["sequence"]!));
        Assert.All(posts, post => Assert.Equal((issued.Id, issued.OrderId), (post.DeliveryId!.Value, (string?)post.Data["order_id"])));
        Assert.Equal("wrong_code", (string?)posts[2].Data["detail"]!["outcome"]);
        Assert.Equal("accepted", (string?)posts[4].Data["detail"]!["outcome"]);
        Assert.Equal(6, posts.Select(post => post.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_a_courier_did_names_him_and_his_device_and_nothing_else_does()
    {
        var told = await hooks.TellAsync();
        using var courier = await told.Tenant.CourierAsync("crr-017");
        var issued = await told.Tenant.IssueAsync(new { courier_id = "crr-017" });
        await courier.ArriveAsync(issued.Id, Now, change: body => body["device"]!["id"] = "phone-17");
        await courier.AttemptAsync(issued.Id, issued.Code!, Now, change: body => body["device"]!["id"] = "phone-17");

        var posts = await told.PostsAsync(4);
        Assert.Equal(["delivery.issued", "delivery.arrived", "delivery.attempted", "delivery.delivered"], posts.Select(post => post.Type));
        Assert.Equal([null, "crr-017", "crr-017", "crr-017"], posts.Select(post => (string?)post.Data["courier_id"]));
        Assert.Equal([null, "phone-17", "phone-17", "phone-17"], posts.Select(post => (string?)post.Data["device_id"]));
        Assert.Equal(["first key", null, null, null], posts.Select(post => (string?)post.Data["actor"]!["name"]));
        Assert.All(posts, post => Assert.Equal(["role", "id", "name"], post.Data["actor"]!.AsObject().Select(member => member.Key)));
    }

    [Fact]
    public async Task A_lock_a_hold_an_unlock_and_a_renewal_are_told_each_by_its_name()
    {
        var told = await hooks.TellAsync();
        using var courier = await told.Tenant.CourierAsync($"crr-{Guid.NewGuid():N}");
        var issued = await told.Tenant.IssueAsync();
        for (var offset = 1; offset <= 3; offset++)
            await courier.AttemptAsync(issued.Id, issued.WrongCode(offset), Now, change: body => body["device"]!["id"] = issued.OrderId);
        await (await told.Tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/unlocks", new { reason = "seen" })).JsonAsync();
        await (await told.Tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", new { })).JsonAsync();
        await (await told.Tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/courier", new { courier_id = "another" })).JsonAsync();
        await (await told.Tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/holds", new { reason = "asked" })).JsonAsync();
        await (await told.Tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/cancellations", new { reason = "asked" })).JsonAsync();

        await Eventually.AsyncTrue(() => Task.FromResult(told.Posts.Any(post => post.Type == "delivery.cancelled")));
        Assert.Equal(
            [
                "delivery.issued", "delivery.attempted", "delivery.attempted", "delivery.attempted", "delivery.locked",
                "delivery.unlocked", "delivery.code_renewed", "delivery.changed", "delivery.code_renewed", "delivery.held", "delivery.cancelled",
            ],
            told.Posts.Select(post => post.Type).Where(type => type != "delivery.session_closed"));
    }

    [Fact]
    public async Task A_change_is_told_without_what_it_is_now()
    {
        var told = await hooks.TellAsync("delivery.changed");
        var issued = await told.Tenant.IssueAsync(new { courier_id = "crr-1", metadata = new { depot = "Lyon 3" } });
        var path = $"/v1/deliveries/{issued.Id}";
        await (await told.Tenant.Retailer.PutAsync($"{path}/courier", new { courier_id = "crr-2" })).JsonAsync();
        await (await told.Tenant.Retailer.PutAsync($"{path}/destination", new { latitude = 48.86, longitude = 2.35, country = "FR" })).JsonAsync();
        await (await told.Tenant.Retailer.SendAsync(HttpMethod.Patch, $"{path}/metadata", new { metadata = new { depot = "Lyon 4" } })).JsonAsync();

        var posts = await told.PostsAsync(3);
        Assert.Equal(
            ["""{"field":"courier"}""", """{"field":"destination","generation":2}""", """{"field":"metadata"}"""],
            posts.Select(post => post.Data["detail"]!.ToJsonString()));
        Assert.Equal("Lyon 4", (string?)posts[2].Data["metadata"]!["depot"]);
    }

    [Fact]
    public async Task Every_event_brings_the_metadata_of_its_delivery()
    {
        var told = await hooks.TellAsync();
        using var courier = await told.Tenant.CourierAsync();
        var issued = await told.Tenant.IssueAsync(new { metadata = new { depot = "Lyon 3" } });
        await courier.AttemptAsync(issued.Id, issued.Code!, Now);
        Assert.All(await told.PostsAsync(3), post => Assert.Equal("""{"depot":"Lyon 3"}""", post.Data["metadata"]!.ToJsonString()));
        var caughtUp = await (await told.Tenant.Retailer.GetAsync("/v1/events")).JsonAsync();
        Assert.All(caughtUp["data"]!.AsArray(), item => Assert.Equal("""{"depot":"Lyon 3"}""", item!["body"]!["data"]!["metadata"]!.ToJsonString()));
    }

    [Fact]
    public async Task Ten_wrong_codes_tell_of_the_suspension_of_the_courier()
    {
        var told = await hooks.TellAsync("courier.suspended");
        var name = $"crr-{Guid.NewGuid():N}";
        using var courier = await told.Tenant.CourierAsync(name);
        for (var n = 0; n < 10; n++)
        {
            var issued = await told.Tenant.IssueAsync();
            await courier.AttemptAsync(issued.Id, issued.WrongCode(), Now, change: body => body["device"]!["id"] = name);
        }

        var suspension = (await told.PostsAsync(1))[0].Data["suspension"]!;
        Assert.Equal(name, (string?)suspension["courier_id"]);
        Assert.NotNull(suspension["courier_suspended_until"]);
    }

    [Fact]
    public async Task Review_is_told_once_by_the_entry_that_made_the_signals_weigh_enough()
    {
        var told = await hooks.TellAsync("delivery.review");
        using var courier = await told.Tenant.CourierAsync($"crr-{Guid.NewGuid():N}");
        var issued = await told.Tenant.IssueAsync();
        await courier.AttemptAsync(issued.Id, issued.WrongCode(), Now, change: body => body["location"]!["is_mock"] = true);
        await courier.AttemptAsync(issued.Id, issued.Code!, Now, change: body => body["location"]!["is_mock"] = true);

        var review = (await told.PostsAsync(1))[0].Data;
        Assert.Equal(2, (int)review["sequence"]!);
        Assert.True((int)review["review"]!["total"]! >= (int)review["review"]!["threshold"]!);
    }

    [Fact]
    public async Task An_endpoint_gets_the_types_it_asked_for_and_no_other_tenants_events()
    {
        var told = await hooks.TellAsync("delivery.delivered");
        var stranger = await hooks.TellAsync();
        using var courier = await told.Tenant.CourierAsync();
        var issued = await told.Tenant.IssueAsync();
        await courier.AttemptAsync(issued.Id, issued.Code!, Now);
        Assert.Equal(["delivery.delivered"], (await told.PostsAsync(1)).Select(post => post.Type));
        Assert.Empty(stranger.Posts);
    }

    [Fact]
    public async Task R2_no_event_carries_a_code_or_wrong_digits_unless_the_policy_says_so()
    {
        var told = await hooks.TellAsync();
        using var courier = await told.Tenant.CourierAsync($"crr-{Guid.NewGuid():N}");
        var secretive = await told.Tenant.IssueAsync();
        var onArrival = await told.Tenant.IssueAsync(new { policy = new { code_release = "on_arrival", code_in_webhooks = true } });
        await courier.ArriveAsync(onArrival.Id, Now);
        await courier.AttemptAsync(secretive.Id, secretive.WrongCode(), Now);
        var renewed = (await (await told.Tenant.Retailer.PostAsync($"/v1/deliveries/{secretive.Id}/codes", new { })).JsonAsync()).Text("code");
        var posts = await told.PostsAsync(5);
        Assert.All(posts, post =>
        {
            Assert.Null(post.Data["code"]);
            Assert.DoesNotContain(secretive.Code!, post.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(secretive.WrongCode(), post.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(renewed, post.Body, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Code_in_webhooks_puts_the_live_code_into_the_post_and_never_into_the_outbox()
    {
        var told = await hooks.TellAsync("delivery.issued", "delivery.code_renewed");
        hooks.Receiver.Answers[told.Endpoint.Path] = Receiver.Status(500);
        var issued = await told.Tenant.IssueAsync(new { policy = new { code_in_webhooks = true } });
        await told.PostsAsync(1);
        Assert.Equal(issued.Code, (string?)told.Posts[0].Data["code"]);
        Assert.Equal(0L, await hooks.Service.Database.ScalarAsync<long>(
            $"select count(*) from deliveryotp.webhook_messages where data like '%{issued.Code}%'"));

        // Dead by the time it is tried again: nobody needs it any more.
        var fresh = (await (await told.Tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", new { })).JsonAsync()).Text("code");
        hooks.Receiver.Answers.TryRemove(told.Endpoint.Path, out _);
        hooks.Service.Clock.Advance(TimeSpan.FromSeconds(10));
        var posts = await told.PostsAsync(3);
        Assert.Null(posts[1].Data["code"]);
        Assert.Equal(fresh, (string?)posts[2].Data["code"]);
    }
}
