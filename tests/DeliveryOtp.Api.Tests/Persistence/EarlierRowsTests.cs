using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Sealing;
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
        await service.Database.RewriteAsync(
            parcel.Id,
            $$"""
            update deliveryotp.deliveries set policy = policy::jsonb - 'reveal_seconds' - 'recipient_presence' where id = '{{parcel.Id}}';
            update deliveryotp.delivery_states set visits = '{"sessions": 0, "is_received": false, "wrong_tries": [], "is_left_reported": false, "had_silent_session": false}'
            where delivery_id = '{{parcel.Id}}'
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
        var change = new PolicyChange(tenant.Id, Guid.CreateVersion7(), service.Clock.Now(), "retailer", "api", """{"radius_m": 200, "session_seconds": 60}""");
        var seal = Reseal.Ring.SealRow(change.Spell(new RowContent()).Written);
        await service.Database.ScalarAsync<object>(
            $"""
            insert into deliveryotp.policy_changes (retailer_id, id, recorded_at, actor_role, actor_id, policy, seal, seal_key_id)
            values ('{change.Retailer}', '{change.Id}', '{change.At:O}', '{change.ActorRole}', '{change.ActorId}', '{change.Policy}',
                '\x{Convert.ToHexString(seal.Tag)}', '{seal.KeyId}')
            """);
        var policy = await (await tenant.Retailer.GetAsync("/v1/policy")).JsonAsync();
        Assert.Equal((200, 60, 45, "optional"), ((int)policy["radius_m"]!, (int)policy["session_seconds"]!, (int)policy["reveal_seconds"]!, policy.Text("recipient_presence")));
    }

    [Fact]
    public async Task A_contest_from_before_there_were_disputes_reads_on_and_support_opens_its_dispute()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var parcel = await tenant.IssueAsync();
        await (await courier.AttemptAsync(parcel.Id, parcel.Code!, service.Clock.GetUtcNow())).JsonAsync();
        await (await tenant.Recipient(parcel).PostAsync("/v1/tracking/contests", new { kind = "not_received" })).JsonAsync();
        await service.Database.RewriteAsync(
            parcel.Id,
            $"""
            delete from deliveryotp.disputes where delivery_id = '{parcel.Id}';
            delete from deliveryotp.journal where delivery_id = '{parcel.Id}' and kind = 'dispute_opened';
            update deliveryotp.journal set detail = detail - 'dispute_id' where delivery_id = '{parcel.Id}' and kind = 'contested';
            update deliveryotp.deliveries set open_dispute_id = null where id = '{parcel.Id}';
            update deliveryotp.delivery_states set last_sequence = last_sequence - 1 where delivery_id = '{parcel.Id}'
            """);

        var timeline = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{parcel.Id}/timeline")).JsonAsync();
        Assert.Equal("""{"kind":"not_received"}""", timeline["data"]![2]!["detail"]!.ToJsonString());
        var body = new { delivery_id = parcel.Id, kind = "not_received", opened_by = "recipient", statement = "as contested" };
        var opened = await (await tenant.Support.PostAsync("/v1/disputes", body)).JsonAsync();
        Assert.Equal("contested", opened["dispute"]!["delivery_status"]!.GetValue<string>());
    }
}
