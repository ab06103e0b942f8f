using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>Deliveries that are on their way while the service is upgraded: their rows lack what later versions keep.</summary>
public sealed class EarlierRowsTests(Service service) : IClassFixture<Service>
{
    [Theory]
    [InlineData("on_issue")]
    [InlineData("on_arrival")]
    public async Task What_a_row_of_the_first_edition_lacks_has_the_value_that_a_new_one_begins_with(string release)
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var parcel = await tenant.IssueAsync(new { policy = new { code_release = release } });
        await service.Database.ScalarAsync<object>(
            $$"""
            update deliveryotp.deliveries set policy = policy - 'reveal_seconds' - 'recipient_presence',
                visits = '{"sessions": 0, "is_received": false, "wrong_tries": [], "is_left_reported": false, "had_silent_session": false}'
            where id = '{{parcel.Id}}'
            """);

        await (await courier.ArriveAsync(parcel.Id, service.Clock.GetUtcNow())).JsonAsync();
        var page = await (await tenant.Recipient(parcel).PostAsync("/v1/tracking/reveals", new { })).JsonAsync();
        Assert.Equal(45, (int)page["showing"]!["seconds"]!);
        var verdict = await (await courier.AttemptAsync(parcel.Id, page.Text("code"), service.Clock.GetUtcNow())).JsonAsync();
        Assert.Equal("accepted", verdict.Text("outcome"));
        var read = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{parcel.Id}")).JsonAsync();
        Assert.Equal((45, "optional"), ((int)read["policy"]!["reveal_seconds"]!, read["policy"]!["recipient_presence"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_retailers_policy_of_the_first_edition_has_the_defaults_of_the_second()
    {
        var tenant = await service.NewTenantAsync();
        await service.Database.ScalarAsync<object>(
            $$"""
            insert into deliveryotp.policy_changes (retailer_id, id, recorded_at, actor_role, actor_id, policy)
            values ('{{tenant.Id}}', '{{Guid.CreateVersion7()}}', now(), 'retailer', 'api', '{"radius_m": 200, "session_seconds": 60}')
            """);
        var policy = await (await tenant.Retailer.GetAsync("/v1/policy")).JsonAsync();
        Assert.Equal((200, 60, 45, "optional"), ((int)policy["radius_m"]!, (int)policy["session_seconds"]!, (int)policy["reveal_seconds"]!, policy.Text("recipient_presence")));
    }
}
