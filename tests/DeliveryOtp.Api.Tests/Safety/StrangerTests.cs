using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.AuditTrail;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>R6, R17, R18: whoever has any valid courier token harms no delivery that isn't his.</summary>
public sealed class StrangerTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task R6_five_arrivals_without_a_location_change_nothing_on_an_unassigned_delivery()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var stranger = await tenant.CourierAsync("crr-666");
        var before = await DeliveryAsync(tenant, issued);
        for (var i = 0; i < 5; i++)
        {
            var arrival = await (await stranger.ArriveAsync(issued.Id, service.Clock.GetUtcNow(), change: WithoutPlace)).JsonAsync();
            Assert.Equal("location_unverified", arrival.Text("outcome"));
        }

        Assert.True(JsonNode.DeepEquals(before, await DeliveryAsync(tenant, issued)));
        using var recipient = tenant.Recipient(issued);
        var page = await (await recipient.GetAsync("/v1/tracking")).JsonAsync();
        Assert.Equal(5, (int)page["refused"]!["count"]!);
        Assert.Equal(["issued"], page["events"]!.AsArray().Select(happened => happened!["kind"]!.GetValue<string>()));

        using var honest = await tenant.CourierAsync();
        Assert.Equal("accepted", (await (await honest.AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow())).JsonAsync()).Text("outcome"));
    }

    [Fact]
    public async Task R17_two_colluding_couriers_name_an_honest_couriers_device_and_he_delivers()
    {
        var tenant = await service.NewTenantAsync();
        for (var i = 0; i < 12; i++)
        {
            var bait = await tenant.IssueAsync();
            using var colluding = await tenant.CourierAsync($"crr-66{i % 2}");
            await colluding.AttemptAsync(bait.Id, bait.WrongCode(), service.Clock.GetUtcNow());
        }

        var issued = await tenant.IssueAsync();
        using var honest = await tenant.CourierAsync();
        var verdict = await (await honest.AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow())).JsonAsync();
        Assert.Equal("accepted", verdict.Text("outcome"));
        var accepted = await (await tenant.Retailer.GetAsync($"/v1/attempts/{verdict.Text("id")}")).JsonAsync();
        Assert.Empty(accepted["signals"]!.AsArray());
        var flagged = (await tenant.Retailer.FindAsync("signal=guessing_device")).Items();
        Assert.NotEmpty(flagged);
        Assert.All(flagged, attempt => Assert.Equal("wrong_code", attempt.Text("outcome")));
    }

    [Fact]
    public async Task R18_a_strangers_refusals_crowd_out_nothing_on_the_page()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { courier_id = "crr-071" });
        using var courier = await tenant.CourierAsync();

        // One alone is cut off before (R13).
        HttpClient[] strangers = [await tenant.CourierAsync("crr-666"), await tenant.CourierAsync("crr-667")];
        var now = service.Clock.GetUtcNow();
        await courier.ArriveAsync(issued.Id, now);
        await courier.AttemptAsync(issued.Id, issued.WrongCode(), now);
        await Task.WhenAll(Enumerable.Range(0, 230).Select(n => strangers[n % 2].AttemptAsync(issued.Id, issued.Code!, now)));
        await Task.WhenAll(Enumerable.Range(0, 230).Select(_ => courier.AttemptAsync(issued.Id, "malformed", now)));

        using var recipient = tenant.Recipient(issued);
        var page = await (await recipient.GetAsync("/v1/tracking")).JsonAsync();
        var outcomes = page["events"]!.AsArray().Select(happened => happened!["outcome"]?.GetValue<string>()).OfType<string>().ToArray();
        Assert.Equal(["opened", "wrong_code"], outcomes.Where(outcome => outcome != "malformed_code"));
        Assert.Equal(230, (int)page["refused"]!["count"]!);
        var delivery = await DeliveryAsync(tenant, issued);
        Assert.False((bool)delivery["review"]!);
    }

    [Fact]
    public async Task R22_a_support_key_reissues_and_unlocks_and_sees_no_code()
    {
        var tenant = await service.NewTenantAsync();
        foreach (var release in new[] { "on_issue", "on_arrival" })
        {
            var issued = await tenant.IssueAsync(new { policy = new { code_release = release } });
            var reissued = await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/codes", new { }, "k-1")).JsonAsync();
            Assert.Equal((2, null), ((int)reissued["generation"]!, reissued["code"]?.GetValue<string>()));
            var again = await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/codes", new { }, "k-1")).JsonAsync();
            Assert.Null(again["code"]);
        }

        var locked = await RoleTableLockedAsync(tenant);
        var unlocked = await (await tenant.Support.PostAsync($"/v1/deliveries/{locked}/unlocks", new { reason = "called" })).JsonAsync();
        Assert.Equal(("pending", null), (unlocked.Text("status"), unlocked["code"]?.GetValue<string>()));
    }

    [Fact]
    public async Task R5_a_dispatcher_who_moves_a_route_gets_the_code_again_that_lives_on()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { courier_id = "a0" });
        for (var i = 1; i <= 6; i++)
        {
            var moved = await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/courier", new { courier_id = $"a{i}" }, $"k-{i}")).JsonAsync();
            Assert.Equal((issued.Code, 1, "pending"), (moved.Text("code"), (int)moved["generation"]!, moved.Text("status")));
            var again = await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/courier", new { courier_id = $"a{i}" }, $"k-{i}")).JsonAsync();
            Assert.Equal(issued.Code, again.Text("code"));
        }
    }

    private static async Task<Guid> RoleTableLockedAsync(Tenant tenant)
    {
        var issued = await tenant.IssueAsync();
        using var courier = await tenant.CourierAsync();
        for (var offset = 1; offset <= 3; offset++)
            await courier.AttemptAsync(issued.Id, issued.WrongCode(offset));
        return issued.Id;
    }

    private static void WithoutPlace(JsonObject body) => body["location"] = null;

    private static async Task<JsonObject> DeliveryAsync(Tenant tenant, Issued issued) =>
        await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}")).JsonAsync();
}
