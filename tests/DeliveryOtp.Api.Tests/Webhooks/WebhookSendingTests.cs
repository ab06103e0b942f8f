using System.Net;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.AspNetCore.Http;

namespace DeliveryOtp.Api.Tests.Webhooks;

/// <summary>At least once, in the order of each delivery, and nobody waits for somebody else's endpoint.</summary>
public sealed class WebhookSendingTests(WebhookService hooks) : IClassFixture<WebhookService>
{
    [Fact]
    public async Task What_failed_is_tried_again_with_the_same_id_and_the_next_about_the_delivery_waits_for_it()
    {
        var told = await hooks.TellAsync();
        hooks.Receiver.Answers[told.Endpoint.Path] = Receiver.Status(500);
        var first = await told.Tenant.IssueAsync();
        await told.PostsAsync(1);
        await (await told.Tenant.Retailer.PostAsync($"/v1/deliveries/{first.Id}/codes", new { })).JsonAsync();
        hooks.Receiver.Answers.TryRemove(told.Endpoint.Path, out _);
        var other = await told.Tenant.IssueAsync();
        await Eventually.AsyncTrue(() => Task.FromResult(told.Posts.Any(post => post.DeliveryId == other.Id)));
        Assert.Equal(1, told.Posts.Count(post => post.DeliveryId == first.Id));
        var waiting = (await told.LogAsync())[^1]!;
        Assert.Equal(("pending", 500), ((string)waiting["state"]!, (int)waiting["attempts"]![0]!["status"]!));
        Assert.NotNull(waiting["next_attempt_at"]);

        hooks.Service.Clock.Advance(TimeSpan.FromSeconds(7));
        var posts = (await told.PostsAsync(4)).Where(post => post.DeliveryId == first.Id).ToArray();
        Assert.Equal(["delivery.issued", "delivery.issued", "delivery.code_renewed"], posts.Select(post => post.Type));
        Assert.Equal(posts[0].Id, posts[1].Id);
        Assert.NotEqual(posts[0].Timestamp, posts[1].Timestamp);
    }

    [Fact]
    public async Task After_three_days_it_is_given_up_and_the_next_one_has_its_turn()
    {
        var told = await hooks.TellAsync();
        hooks.Receiver.Answers[told.Endpoint.Path] = Receiver.Status(503);
        var started = hooks.Service.Clock.GetUtcNow();
        await told.Tenant.IssueAsync();
        for (var tries = 1; tries <= 11; tries++)
        {
            await Eventually.AsyncTrue(async () => await told.LogAsync() is [.., { } oldest] && oldest["attempts"]!.AsArray().Count == tries);
            if ((DateTimeOffset?)(await told.LogAsync())[^1]!["next_attempt_at"] is { } next)
                hooks.Service.Clock.Advance(next - hooks.Service.Clock.GetUtcNow() + TimeSpan.FromSeconds(1));
        }

        Assert.Equal("failed", (string?)(await told.LogAsync())[^1]!["state"]);

        // The delivery has expired meanwhile, and this has to be told as well.
        await Eventually.AsyncTrue(async () => (await told.LogAsync())[0]!["attempts"]!.AsArray().Count > 0);
        Assert.Equal("delivery.expired", (string?)(await told.LogAsync())[0]!["type"]);
        Assert.InRange((hooks.Service.Clock.GetUtcNow() - started).TotalHours, 57, 86);
    }

    [Fact]
    public async Task A_410_disables_the_endpoint_and_cancels_what_waits()
    {
        var told = await hooks.TellAsync();
        hooks.Receiver.Answers[told.Endpoint.Path] = Receiver.Status(410);
        await told.Tenant.IssueAsync();
        await told.PostsAsync(1);
        var path = $"/v1/webhook-endpoints/{told.Endpoint.Id}";
        await Eventually.AsyncTrue(async () => (await (await told.Tenant.Retailer.GetAsync(path)).JsonAsync())["disabled_at"] is not null);
        await told.Tenant.IssueAsync();
        await Task.Delay(1500);
        await told.PostsAsync(1);
        await (await told.Tenant.Retailer.PostAsync($"{path}/deliveries/1/retries", new { })).ProblemAsync(409, "state_conflict");
        await (await told.Tenant.Retailer.PostAsync($"{path}/tests", new { })).ProblemAsync(409, "state_conflict");
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        var told = await hooks.TellAsync();
        var elsewhere = $"/{Guid.NewGuid():N}";
        hooks.Receiver.Answers[told.Endpoint.Path] = Receiver.Status(302, hooks.Receiver.UrlOf(elsewhere));
        await told.Tenant.IssueAsync();
        await Eventually.AsyncTrue(async () => (await told.LogAsync()) is [{ } first] && first["attempts"]!.AsArray().Count == 1);
        var attempt = (await told.LogAsync())[0]!["attempts"]![0]!;
        Assert.Equal((302, "Redirects are not followed."), ((int)attempt["status"]!, (string)attempt["error"]!));
        Assert.Empty(hooks.Receiver.At(elsewhere));
    }

    [Fact]
    public async Task An_endpoint_that_hangs_closes_or_sends_10_MB_delays_no_other()
    {
        var (hanging, closing, shouting, good) = (await hooks.TellAsync(), await hooks.TellAsync(), await hooks.TellAsync(), await hooks.TellAsync());
        using var patience = new CancellationTokenSource();
        hooks.Receiver.Answers[hanging.Endpoint.Path] = Receiver.Hang(patience.Token);
        hooks.Receiver.Answers[closing.Endpoint.Path] = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        hooks.Receiver.Answers[shouting.Endpoint.Path] = async context =>
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            await context.Response.Body.WriteAsync(new byte[10_000_000]);
        };
        foreach (var told in new[] { hanging, closing, shouting })
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => told.Tenant.IssueAsync()));
        var issued = await good.Tenant.IssueAsync();
        var took = await Eventually.AsyncTrue(() => Task.FromResult(good.Posts.Any(post => post.DeliveryId == issued.Id)), seconds: 20);
        Assert.True(took < TimeSpan.FromSeconds(5), $"the good endpoint was told after {took}");

        await Eventually.AsyncTrue(async () => (await shouting.LogAsync()).All(message => (string?)message!["state"] == "delivered"), seconds: 20);
        await Eventually.AsyncTrue(async () => (await closing.LogAsync()).Any(message => message!["attempts"]!.AsArray().Count > 0));
        Assert.InRange(hanging.Posts.Count, 1, 8);
        hooks.Service.Clock.Advance(TimeSpan.FromSeconds(16));
        await Eventually.AsyncTrue(
            async () => (await hanging.LogAsync()).Any(message => message!["attempts"]!.AsArray() is [{ } only] && (string?)only["error"] == "No answer within 15 s."),
            seconds: 30);
        await patience.CancelAsync();
    }

    [Fact]
    public async Task A_test_is_sent_whatever_the_filter_and_a_message_is_sent_again_when_asked_for()
    {
        var told = await hooks.TellAsync("delivery.locked");
        var path = $"/v1/webhook-endpoints/{told.Endpoint.Id}";
        var response = await told.Tenant.Retailer.PostAsync($"{path}/tests", new { });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var number = (long)(await response.JsonAsync())["number"]!;
        Assert.Equal("webhook.test", (await told.PostsAsync(1))[0].Type);
        await told.NewestAsync("delivered");

        hooks.Service.Clock.Advance(TimeSpan.FromSeconds(1));
        var retried = await told.Tenant.Retailer.PostAsync($"{path}/deliveries/{number}/retries", body: null);
        Assert.Equal(HttpStatusCode.Accepted, retried.StatusCode);
        var posts = await told.PostsAsync(2);
        Assert.Equal(posts[0].Id, posts[1].Id);
        await (await told.Tenant.Retailer.PostAsync($"{path}/deliveries/99/retries", body: null)).ProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task A_removed_endpoint_is_told_nothing_more_and_its_log_is_gone()
    {
        var told = await hooks.TellAsync();
        await told.Tenant.IssueAsync();
        await told.NewestAsync("delivered");
        Assert.Equal(HttpStatusCode.NoContent, (await told.Tenant.Retailer.DeleteAsync($"/v1/webhook-endpoints/{told.Endpoint.Id}")).StatusCode);
        await told.Tenant.IssueAsync();
        await Task.Delay(1500);
        await told.PostsAsync(1);
        await (await told.Tenant.Retailer.GetAsync(told.LogPath)).ProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task The_log_is_read_in_pages_newest_first()
    {
        var told = await hooks.TellAsync();
        for (var n = 0; n < 5; n++)
            await told.Tenant.IssueAsync();
        await told.PostsAsync(5);
        List<long> numbers = [];
        for (string? cursor = null; ;)
        {
            var page = await (await told.Tenant.Retailer.GetAsync($"{told.LogPath}?limit=2{(cursor is null ? null : $"&cursor={cursor}")}")).JsonAsync();
            numbers.AddRange(page["data"]!.AsArray().Select(item => (long)item!["number"]!));
            if ((cursor = (string?)page["next_cursor"]) is null)
                break;
        }

        Assert.Equal([5, 4, 3, 2, 1], numbers);
    }
}
