using System.Net;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Deliveries;

/// <summary>The bracketed values of the rules: for a retailer, and for one delivery.</summary>
public sealed class PolicyTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task A_retailer_begins_with_the_rules_own_values()
    {
        var tenant = await service.NewTenantAsync();
        var policy = await (await tenant.Retailer.GetAsync("/v1/policy")).JsonAsync();
        Assert.Equal(
            """{"code_release":"on_issue","session_seconds":600,"reveal_seconds":45,"recipient_presence":"optional","arrival":"first_session_optional","radius_m":100,"place":"enforce","unverified_place":"flag","max_generations":5,"max_unlocks":2,"courier_wrong_limit":10,"courier_wrong_window_s":3600,"courier_suspension_s":3600,"contest_hours":48,"review_threshold":60,"code_in_webhooks":false,"device_binding":"accept","recipient_messages":"none"}""",
            policy.ToJsonString());
    }

    [Fact]
    public async Task What_a_retailer_sets_holds_for_its_new_deliveries_and_a_delivery_may_differ()
    {
        var (tenant, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var before = await tenant.IssueAsync();
        await (await tenant.Retailer.PutAsync("/v1/policy", new { code_release = "on_arrival", radius_m = 200 })).JsonAsync();

        Assert.Equal((100, "on_issue"), await PolicyOfAsync(tenant, before));
        Assert.Equal((200, "on_arrival"), await PolicyOfAsync(tenant, await tenant.IssueAsync()));
        Assert.Equal((300, "on_arrival"), await PolicyOfAsync(tenant, await tenant.IssueAsync(new { policy = new { radius_m = 300 } })));
        Assert.Equal((100, "on_issue"), await PolicyOfAsync(other, await other.IssueAsync()));

        // What is left out has its default again.
        var reset = await (await tenant.Retailer.PutAsync("/v1/policy", new { radius_m = 50 })).JsonAsync();
        Assert.Equal((50, "on_issue"), ((int)reset["radius_m"]!, reset.Text("code_release")));
    }

    [Fact]
    public async Task Each_change_is_recorded_with_who_made_it_and_the_same_again_is_none()
    {
        var tenant = await service.NewTenantAsync();
        foreach (var radius in new[] { 200, 200, 300 })
            await (await tenant.Retailer.PutAsync("/v1/policy", new { radius_m = radius })).JsonAsync();
        Assert.Equal("retailer 200, retailer 300", await service.Database.ScalarAsync<string>(
            $"select string_agg(actor_role || ' ' || (policy->>'radius_m'), ', ' order by id) from deliveryotp.policy_changes where retailer_id = '{tenant.Id}'"));
    }

    [Theory]
    [InlineData("session_seconds", 4)]
    [InlineData("session_seconds", 3601)]
    [InlineData("radius_m", 49)]
    [InlineData("max_generations", 21)]
    [InlineData("courier_wrong_limit", 2)]
    [InlineData("contest_hours", 0)]
    [InlineData("review_threshold", 1001)]
    public async Task A_value_out_of_its_range_is_refused_with_its_name(string field, int value)
    {
        var tenant = await service.NewTenantAsync();
        var answer = await tenant.Retailer.PutAsync("/v1/policy", new Dictionary<string, int>(StringComparer.Ordinal) { [field] = value });
        var problem = await answer.ProblemAsync((int)HttpStatusCode.BadRequest, "validation");
        Assert.NotNull(problem["errors"]![$"$.{field}"]);
    }

    private static async Task<(int RadiusM, string CodeRelease)> PolicyOfAsync(Tenant tenant, Issued issued)
    {
        var delivery = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}")).JsonAsync();
        return ((int)delivery["policy"]!["radius_m"]!, delivery["policy"]!["code_release"]!.GetValue<string>());
    }
}
