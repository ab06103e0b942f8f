using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Deliveries;

public sealed class CommandTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task R4_a_reissue_after_two_wrong_tries_leaves_one_and_the_old_code_fails()
    {
        var (tenant, courier, issued) = await StartAsync();
        await TryAsync(courier, issued, issued.WrongCode(1));
        await TryAsync(courier, issued, issued.WrongCode(2));
        var reissued = await CommandAsync(tenant.Retailer, issued, "codes", new { });
        Assert.Equal((2, 1, "pending"), ((int)reissued["generation"]!, (int)reissued["tries_left"]!, reissued.Text("status")));
        Assert.Matches("^[0-9]{6}$", reissued.Text("code"));

        // One time in a million the new code is the old one.
        var verdict = await TryAsync(courier, issued, issued.Code!);
        Assert.Equal(("superseded_code", "pending", 1), (verdict.Text("outcome"), verdict.Text("delivery_status"), (int)verdict["tries_left"]!));
        verdict = await TryAsync(courier, issued, Issued.WrongCodeOf(reissued.Text("code"), 7));
        Assert.Equal(("wrong_code", "locked", 0), (verdict.Text("outcome"), verdict.Text("delivery_status"), (int)verdict["tries_left"]!));
        Assert.Equal("locked", (await TryAsync(courier, issued, reissued.Text("code"))).Text("outcome"));
    }

    [Fact]
    public async Task R3_an_unlock_gives_three_tries_and_a_new_code()
    {
        var (tenant, courier, issued) = await StartAsync();
        await LockAsync(courier, issued);
        var unlocked = await CommandAsync(tenant.Retailer, issued, "unlocks", new { reason = "the recipient was called" });
        Assert.Equal(("pending", 3, 2), (unlocked.Text("status"), (int)unlocked["tries_left"]!, (int)unlocked["generation"]!));
        Assert.Equal("superseded_code", (await TryAsync(courier, issued, issued.Code!)).Text("outcome"));
        Assert.Equal("accepted", (await TryAsync(courier, issued, unlocked.Text("code"))).Text("outcome"));
        Assert.Equal(
            "the recipient was called|retailer",
            await service.Database.ScalarAsync<string>(
                $"select concat(detail ->> 'reason', '|', actor_role) from deliveryotp.journal where delivery_id = '{issued.Id}' and kind = 'unlocked'"));
    }

    [Fact]
    public async Task R3_the_third_unlock_is_refused()
    {
        var (tenant, courier, issued) = await StartAsync();
        for (var i = 0; i < 2; i++)
        {
            await LockAsync(courier, issued, i);
            await CommandAsync(tenant.Retailer, issued, "unlocks", new { reason = "again" });
        }

        await LockAsync(courier, issued, 2);
        var problem = await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/unlocks", new { reason = "again" }))
            .ProblemAsync(409, "state_conflict");
        Assert.Equal("locked", problem.Text("delivery_status"));
    }

    [Fact]
    public async Task R4_after_the_fifth_code_the_delivery_is_held()
    {
        var (tenant, courier, issued) = await StartAsync();

        // With a courier at the door each of them may have been heard.
        await courier.ArriveAsync(issued.Id, service.Clock.GetUtcNow());
        for (var generation = 2; generation <= 5; generation++)
            Assert.Equal(generation, (int)(await CommandAsync(tenant.Retailer, issued, "codes", null))["generation"]!);
        var problem = await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", null)).ProblemAsync(409, "state_conflict");
        Assert.Equal("held", problem.Text("delivery_status"));
        Assert.Equal("held", (await TryAsync(courier, issued, "000000")).Text("outcome"));
        Assert.Equal("pending", (await CommandAsync(tenant.Retailer, issued, "unlocks", new { reason = "found" })).Text("status"));
    }

    [Fact]
    public async Task R5_hold_cancel_and_their_conflicts()
    {
        var (tenant, courier, issued) = await StartAsync();
        Assert.Equal("held", (await CommandAsync(tenant.Support, issued, "holds", new { reason = "suspicious" })).Text("status"));
        Assert.Equal("held", (await TryAsync(courier, issued, issued.Code!)).Text("outcome"));
        await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/holds", new { reason = "twice" })).ProblemAsync(409, "state_conflict");
        await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/unlocks", new { reason = "not locked" })).ProblemAsync(409, "state_conflict");
        Assert.Equal("cancelled", (await CommandAsync(tenant.Retailer, issued, "cancellations", new { reason = "returned" })).Text("status"));
        Assert.Equal("cancelled", (await TryAsync(courier, issued, issued.Code!)).Text("outcome"));
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", null)).ProblemAsync(409, "state_conflict");
    }

    [Theory]
    [InlineData("courier", """{"courier_id":"crr-072"}""")]
    [InlineData("parcel", """{"parcel_barcode":"TBA2"}""")]
    [InlineData("recipient", """{"language":"it","phone":"+393312345678"}""")]
    [InlineData("destination", """{"latitude":48.8567,"longitude":2.3522,"country":"FR"}""")]
    public async Task R5_a_significant_change_kills_the_code_and_issues_another(string what, string body)
    {
        var (tenant, courier, issued) = await StartAsync();
        await courier.ArriveAsync(issued.Id, service.Clock.GetUtcNow());
        var changed = await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/{what}", JsonNode.Parse(body))).JsonAsync();
        Assert.Equal(2, (int)changed["generation"]!);
        Assert.Matches("^[0-9]{6}$", changed.Text("code"));
        var again = await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/{what}", JsonNode.Parse(body))).JsonAsync();
        Assert.Equal(2, (int)again["generation"]!);

        var verdict = await TryAsync(courier, issued, issued.Code!);
        Assert.Equal(what switch { "courier" => "wrong_courier", "parcel" => "wrong_parcel", "recipient" => "superseded_code", _ => "no_arrival" }, verdict.Text("outcome"));
        Assert.Equal(
            what,
            await service.Database.ScalarAsync<string>(
                $"select detail ->> 'field' from deliveryotp.journal where delivery_id = '{issued.Id}' and kind = 'changed'"));
    }

    [Fact]
    public async Task A_repeated_command_is_carried_out_once_and_shows_the_same_code()
    {
        var (tenant, _, issued) = await StartAsync();
        var path = $"/v1/deliveries/{issued.Id}/codes";
        var first = await (await tenant.Retailer.PostAsync(path, new { }, "reissue-1")).JsonAsync();
        var replay = await tenant.Retailer.PostAsync(path, new { }, "reissue-1");
        Assert.Equal("true", replay.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.True(JsonNode.DeepEquals(first, await replay.JsonAsync()));
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/holds", new { reason = "x" }, "reissue-1"))
            .ProblemAsync(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task R5_past_the_outer_expiry_everything_is_over()
    {
        await using var own = new Service();
        await ((IAsyncLifetime)own).InitializeAsync();
        var tenant = await own.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        own.Clock.Advance(TimeSpan.FromHours(24));
        var courier = await tenant.CourierAsync();
        var verdict = await (await courier.AttemptAsync(issued.Id, issued.Code!, own.Clock.GetUtcNow())).JsonAsync();
        Assert.Equal(("expired", "expired"), (verdict.Text("outcome"), verdict.Text("delivery_status")));
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", null)).ProblemAsync(409, "state_conflict");
        var listed = await (await tenant.Retailer.GetAsync("/v1/deliveries?status=expired")).JsonAsync();
        Assert.Single(listed["data"]!.AsArray());
        Assert.Null(await own.Database.ScalarAsync<byte[]>($"select code_encrypted from deliveryotp.delivery_states where delivery_id = '{issued.Id}'"));
    }

    private async Task<(Tenant Tenant, HttpClient Courier, Issued Issued)> StartAsync()
    {
        var tenant = await service.NewTenantAsync();
        return (tenant, await tenant.CourierAsync(), await tenant.IssueAsync());
    }

    private async Task<JsonObject> TryAsync(HttpClient courier, Issued issued, string code) =>
        await (await courier.AttemptAsync(issued.Id, code, service.Clock.GetUtcNow())).JsonAsync();

    private async Task LockAsync(HttpClient courier, Issued issued, int round = 0)
    {
        // Codes change with each unlock; three digits in a row that happen to hold the live one are the miracle of a life.
        for (var i = 1; i <= 3; i++)
            await TryAsync(courier, issued, issued.WrongCode((round * 10) + i));
    }

    private static async Task<JsonObject> CommandAsync(HttpClient client, Issued issued, string command, object? body) =>
        await (await client.PostAsync($"/v1/deliveries/{issued.Id}/{command}", body)).JsonAsync();
}
