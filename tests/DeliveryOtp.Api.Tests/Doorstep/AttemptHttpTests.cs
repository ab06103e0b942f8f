using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Doorstep;

public sealed class AttemptHttpTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task R3_three_wrong_codes_lock_and_the_third_answer_says_so()
    {
        var (_, courier, issued) = await StartAsync();
        var verdicts = new List<JsonObject>();
        for (var i = 1; i <= 3; i++)
            verdicts.Add(await (await TryAsync(courier, issued, issued.WrongCode(i))).JsonAsync());
        Assert.All(verdicts, verdict => Assert.Equal("wrong_code", verdict.Text("outcome")));
        Assert.Equal(["pending", "pending", "locked"], verdicts.Select(verdict => verdict.Text("delivery_status")));
        Assert.Equal([2, 1, 0], verdicts.Select(verdict => (int)verdict["tries_left"]!));
        var right = await (await TryAsync(courier, issued, issued.Code!)).JsonAsync();
        Assert.Equal("locked", right.Text("outcome"));
    }

    [Fact]
    public async Task R12_a_replay_answers_the_stored_verdict_and_costs_no_try()
    {
        var (_, courier, issued) = await StartAsync();
        var now = service.Clock.GetUtcNow();
        var first = await courier.AttemptAsync(issued.Id, issued.WrongCode(), now, "key-1");
        Assert.Equal(201, (int)first.StatusCode);
        var verdict = await first.JsonAsync();
        for (var i = 0; i < 5; i++)
        {
            var replay = await courier.AttemptAsync(issued.Id, issued.WrongCode(), now, "key-1");
            Assert.Equal((200, "true"), ((int)replay.StatusCode, replay.Headers.GetValues("Idempotency-Replayed").Single()));
            Assert.True(JsonNode.DeepEquals(verdict, await replay.JsonAsync()));
        }

        Assert.Equal(1L, await CountAsync(issued));
    }

    [Fact]
    public async Task R12_the_same_key_with_another_request_is_refused_and_nothing_is_recorded()
    {
        var (tenant, courier, issued) = await StartAsync();
        var now = service.Clock.GetUtcNow();
        await courier.AttemptAsync(issued.Id, issued.WrongCode(), now, "key-1");
        await (await courier.AttemptAsync(issued.Id, issued.Code!, now, "key-1")).ProblemAsync(422, "idempotency_key_reused");
        Assert.Equal(1L, await CountAsync(issued));

        // The key is another one in the hands of another courier.
        var colleague = await tenant.CourierAsync("crr-072");
        Assert.Equal(201, (int)(await colleague.AttemptAsync(issued.Id, issued.WrongCode(), now, "key-1")).StatusCode);
        Assert.Equal(2L, await CountAsync(issued));
    }

    [Fact]
    public async Task A_replay_with_a_renewed_token_is_still_a_replay()
    {
        var (tenant, courier, issued) = await StartAsync();
        var now = service.Clock.GetUtcNow();
        await courier.AttemptAsync(issued.Id, issued.WrongCode(), now, "key-1");
        var renewed = await tenant.CourierAsync();
        Assert.Equal(200, (int)(await renewed.AttemptAsync(issued.Id, issued.WrongCode(), now, "key-1")).StatusCode);
    }

    [Fact]
    public async Task The_reply_says_nothing_about_distance_or_signals()
    {
        var (_, courier, issued) = await StartAsync();
        var reply = await (await courier.AttemptAsync(
            issued.Id,
            issued.Code!,
            service.Clock.GetUtcNow(),
            change: body => body["location"]!["latitude"] = 48.9)).JsonAsync();
        Assert.Equal("outside_geofence", reply.Text("outcome"));
        Assert.Equal(["id", "delivery_id", "outcome", "tries_left", "delivery_status", "recorded_at"], reply.Select(pair => pair.Key));
    }

    [Fact]
    public async Task A_null_location_is_unverified_and_let_through_by_default()
    {
        var (_, courier, issued) = await StartAsync();
        var reply = await courier.AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow(), change: body => body["location"] = null);
        Assert.Equal("accepted", (await reply.JsonAsync()).Text("outcome"));
    }

    [Fact]
    public async Task R15_a_malformed_request_touches_no_try()
    {
        var (_, courier, issued) = await StartAsync();
        var path = $"/v1/deliveries/{issued.Id}/attempts";
        var now = service.Clock.GetUtcNow();
        var body = HttpExtensions.AttemptBody(issued.WrongCode(), now);
        body["location"]!["latitude"] = 91;
        var problem = await (await courier.PostAsync(path, body, "k")).ProblemAsync(400, "validation");
        Assert.Equal(["$.location.latitude"], problem["errors"]!.AsObject().Select(pair => pair.Key));
        await (await courier.PostAsync(path, HttpExtensions.AttemptBody("111111", now))).ProblemAsync(400, "idempotency_key_required");
        Assert.Equal(0L, await CountAsync(issued));
        Assert.Equal(2, (int)(await (await TryAsync(courier, issued, issued.WrongCode())).JsonAsync())["tries_left"]!);
    }

    [Theory]
    [InlineData("12ab56")]
    [InlineData("12345")]
    [InlineData("")]
    [InlineData("12345六")]
    public async Task Digits_that_are_not_six_are_an_outcome(string code)
    {
        var (_, courier, issued) = await StartAsync();
        var reply = await (await TryAsync(courier, issued, code)).JsonAsync();
        Assert.Equal(("malformed_code", 3), (reply.Text("outcome"), (int)reply["tries_left"]!));
    }

    private async Task<(Tenant Tenant, HttpClient Courier, Issued Issued)> StartAsync()
    {
        var tenant = await service.NewTenantAsync();
        return (tenant, await tenant.CourierAsync(), await tenant.IssueAsync());
    }

    private Task<HttpResponseMessage> TryAsync(HttpClient courier, Issued issued, string code) =>
        courier.AttemptAsync(issued.Id, code, service.Clock.GetUtcNow());

    private Task<long> CountAsync(Issued issued) => service.Database.ScalarAsync<long>(
        $"select count(*) from deliveryotp.journal where delivery_id = '{issued.Id}' and kind = 'attempted'");
}
