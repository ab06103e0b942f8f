using DeliveryOtp.Api.Recipients;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Recipients;

/// <summary>What a recipient's stream shows, from where on, and for how long.</summary>
public sealed class LiveTrackingTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task R18_a_new_stream_shows_the_past_as_tracking_does_and_then_each_attempt()
    {
        var (tenant, issued, courier) = await SendAsync();
        await courier.ArriveAsync(issued.Id, Now);
        using var recipient = tenant.Recipient(issued);
        using var stream = await LiveReading.OpenAsync(recipient);
        await stream.WaitForAsync(2);
        await courier.AttemptAsync(issued.Id, issued.WrongCode(), Now);
        await stream.WaitForAsync(3);
        await courier.AttemptAsync(issued.Id, issued.WrongCode(), Now, change: body => body["location"] = null);
        await stream.WaitForAsync(4);
        await recipient.PostAsync("/v1/tracking/reports", new { kind = "left_with_parcel" });
        await stream.WaitForAsync(7);

        var page = await (await recipient.GetAsync("/v1/tracking")).JsonAsync();
        Assert.Equal(
            page["events"]!.AsArray().Select(item => item!.ToJsonString()),
            stream.Events.Select(happened => happened.Content.ToJsonString()));
        Assert.All(stream.Events, happened => Assert.Equal(happened.Content.Text("kind"), happened.Kind));
        Assert.Equal(
            [
                "issued", "arrived opened at_your_door", "attempted wrong_code at_your_door", "attempted wrong_code unknown",
                "left_reported", "session_closed", "held",
            ],
            stream.Events.Select(happened => string.Join(' ', happened.Content.Skip(1).Select(member => member.Value!.GetValue<string>()))));
    }

    [Fact]
    public async Task A_stream_says_that_it_is_one_before_anything_happens()
    {
        var (tenant, issued, _) = await SendAsync();
        using var stream = await LiveReading.OpenAsync(tenant.Recipient(issued), after: 1);
        await Eventually.AsyncTrue(() => Task.FromResult(stream.Raw.EndsWith("retry: 2000\n\n: \n\n", StringComparison.Ordinal)));
        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType?.ToString());
        Assert.True(stream.Response.Headers.CacheControl?.NoStore);
        Assert.Equal(["no"], stream.Response.Headers.GetValues("X-Accel-Buffering"));
        Assert.Empty(stream.Events);
    }

    [Fact]
    public async Task Who_comes_back_gets_exactly_what_is_missing()
    {
        var (tenant, issued, courier) = await SendAsync();
        using (var first = await LiveReading.OpenAsync(tenant.Recipient(issued)))
            await first.WaitForAsync(1);
        for (var i = 1; i <= 3; i++)
            await courier.AttemptAsync(issued.Id, issued.WrongCode(i), Now);

        using var second = await LiveReading.OpenAsync(tenant.Recipient(issued), after: 2);
        await second.WaitForAsync(4);
        await courier.AttemptAsync(issued.Id, issued.Code!, Now);
        await second.WaitForAsync(5);
        Assert.Equal([3, 4, 5], second.Ids);

        using var beginning = await LiveReading.OpenAsync(tenant.Recipient(issued), after: 0);
        await beginning.WaitForAsync(5);
        Assert.Equal([1, 2, 3, 4, 5], beginning.Ids);
    }

    /// <summary>A new stream shows what the page does; one that comes back leaves nothing out, however much it is.</summary>
    [Fact]
    public async Task Of_a_long_past_the_newest_are_shown_and_whoever_has_some_gets_all_others()
    {
        var (tenant, issued, courier) = await SendAsync();
        await courier.AttemptAsync(issued.Id, "no code", Now);
        await RepeatAsync(issued, from: 3, to: 700);
        using var fresh = await LiveReading.OpenAsync(tenant.Recipient(issued));
        await fresh.WaitForAsync(700);
        Assert.Equal(Enumerable.Range(501, 200), fresh.Ids);

        using var back = await LiveReading.OpenAsync(tenant.Recipient(issued), after: 90);
        await back.WaitForAsync(700);
        Assert.Equal(Enumerable.Range(91, 610), back.Ids);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5")]
    [InlineData("0x10")]
    [InlineData("1,2")]
    [InlineData("99999999999")]
    public async Task A_Last_Event_ID_that_is_no_id_is_refused(string id)
    {
        var (tenant, issued, _) = await SendAsync();
        using var answer = await LiveReading.RefusalAsync(tenant.Recipient(issued), id);
        var problem = await answer.ProblemAsync(400, "validation");
        Assert.Equal(["Last-Event-ID"], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task Every_15_seconds_there_is_a_sign_of_life_and_after_an_hour_an_end()
    {
        var (tenant, issued, _) = await SendAsync();
        using var stream = await LiveReading.OpenAsync(tenant.Recipient(issued));
        await stream.WaitForAsync(1);
        for (var beats = 2; beats <= 4; beats++)
        {
            service.Clock.Advance(LiveViewWriter.Heartbeat);
            await Eventually.AsyncTrue(() => Task.FromResult(stream.Heartbeats == beats));
        }

        service.Clock.Advance(LiveViewWriter.Longest);
        Assert.True(await stream.End.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal([1], stream.Ids);
    }

    [Fact]
    public async Task Nobody_sees_what_is_recorded_of_another_delivery()
    {
        var (tenant, mine, courier) = await SendAsync();
        var sibling = await tenant.IssueAsync();
        var (foreign, others, stranger) = await SendAsync();
        using var stream = await LiveReading.OpenAsync(tenant.Recipient(mine));
        using var theirs = await LiveReading.OpenAsync(foreign.Recipient(others));
        await courier.AttemptAsync(sibling.Id, sibling.WrongCode(), Now);
        await stranger.AttemptAsync(others.Id, others.WrongCode(), Now);
        await tenant.Support.GetAsync($"/v1/deliveries/{mine.Id}");
        await courier.AttemptAsync(mine.Id, mine.Code!, Now);
        await stream.WaitForAsync(3);
        await theirs.WaitForAsync(2);
        Assert.Equal([(1, "issued"), (3, "attempted")], stream.Events.Select(happened => (happened.Id, happened.Kind)));
        Assert.Equal("accepted", stream.Events[^1].Content.Text("outcome"));
        Assert.Equal(["wrong_code"], theirs.Events.Select(happened => happened.Content["outcome"]?.GetValue<string>()).OfType<string>());
    }

    /// <summary>R2, R18: in everything that leaves a stream, byte by byte.</summary>
    [Fact]
    public async Task R2_no_stream_carries_a_code_a_courier_a_device_or_a_place()
    {
        var (tenant, issued, courier) = await SendAsync();
        var wrong = issued.WrongCode(offset: 345_678);
        using var recipient = tenant.Recipient(issued);
        using var stream = await LiveReading.OpenAsync(recipient);
        await courier.ArriveAsync(issued.Id, Now);
        await courier.AttemptAsync(issued.Id, wrong, Now);
        await courier.AttemptAsync(issued.Id, $"x{wrong}", Now);
        await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/holds", new { reason = "the dog ate it" });
        var renewed = (await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", new { })).JsonAsync()).Text("code");
        await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/courier", new { courier_id = "crr-072" });
        await tenant.Retailer.PutAsync(
            $"/v1/deliveries/{issued.Id}/destination",
            new { latitude = 48.85662, longitude = 2.35223, country = "FR", address = "14 rue de Rivoli" });
        await recipient.PostAsync("/v1/tracking/reports", new { kind = "left_with_parcel" });
        var last = (int)await service.Database.ScalarAsync<long>($"select last_sequence::bigint from deliveryotp.delivery_states where delivery_id = '{issued.Id}'");
        await stream.WaitForAsync(last);
        Assert.Equal(
            ["arrived", "attempted", "attempted", "changed", "changed", "held", "held", "issued", "left_reported", "renewed", "session_closed"],
            stream.Events.Select(happened => happened.Kind).Order(StringComparer.Ordinal));

        string[] secrets =
        [
            issued.Code!, wrong, renewed, issued.Link!, issued.Link![22..], "crr-07", "a3f0c9d2", "48.85", "2.352", "2.351", "rue de Rivoli",
            "Google", "Pixel", "the dog", "latitude", "device", "courier", issued.Id.ToString(), tenant.Id.ToString(),
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, stream.Raw, StringComparison.OrdinalIgnoreCase));
    }

    private DateTimeOffset Now => service.Clock.GetUtcNow();

    private async Task<(Tenant Tenant, Issued Issued, HttpClient Courier)> SendAsync()
    {
        var tenant = await service.NewTenantAsync();
        return (tenant, await tenant.IssueAsync(), await tenant.CourierAsync());
    }

    /// <summary>Faster than a courier could.</summary>
    private Task RepeatAsync(Issued issued, int from, int to) => RawEntries.CopyAsync(service.Database, issued, from, to, of: 2);
}
