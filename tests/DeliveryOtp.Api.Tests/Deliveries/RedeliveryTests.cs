using System.Globalization;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Persistence;

namespace DeliveryOtp.Api.Tests.Deliveries;

/// <summary>Another day, any courier, nothing to scan.</summary>
public sealed class RedeliveryTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task R5_another_day_keeps_link_trail_and_a_code_that_nobody_can_have_heard()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var until = service.Clock.GetUtcNow().AddDays(6);
        var changed = await UntilAsync(tenant, issued, until);
        Assert.Equal((issued.Code, 1), (changed.Text("code"), (int)changed["generation"]!));
        Assert.Equal(until, changed["expires_at"]!.GetValue<DateTimeOffset>(), TimeSpan.FromMilliseconds(1));
        Assert.Null(changed["recipient_url"]);

        service.Clock.Advance(TimeSpan.FromDays(5));
        using var recipient = tenant.Recipient(issued);
        Assert.Equal("pending", (await (await recipient.GetAsync("/v1/tracking")).JsonAsync()).Text("status"));
        using var courier = await tenant.CourierAsync();
        var verdict = await (await courier.AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow())).JsonAsync();
        Assert.Equal("accepted", verdict.Text("outcome"));
        Assert.Equal("issued, changed, attempted", await KindsAsync(issued));
        await ConsistentAsync(tenant);
    }

    [Fact]
    public async Task R5_a_code_that_was_live_at_a_door_is_replaced()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var courier = await tenant.CourierAsync();
        await (await courier.ArriveAsync(issued.Id, service.Clock.GetUtcNow())).JsonAsync();
        var changed = await UntilAsync(tenant, issued, service.Clock.GetUtcNow().AddDays(2));
        Assert.Equal(2, (int)changed["generation"]!);
        Assert.Equal("superseded_code", (await (await courier.AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow())).JsonAsync()).Text("outcome"));
    }

    /// <summary>Who is at the door has no longer than the delivery.</summary>
    [Fact]
    public async Task R5_an_earlier_end_ends_the_session_with_it()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var courier = await tenant.CourierAsync();
        await (await courier.ArriveAsync(issued.Id, service.Clock.GetUtcNow())).JsonAsync();
        var code = (await UntilAsync(tenant, issued, service.Clock.GetUtcNow().AddSeconds(30))).Text("code");
        service.Clock.Advance(TimeSpan.FromSeconds(31));
        var verdict = await (await courier.AttemptAsync(issued.Id, code, service.Clock.GetUtcNow())).JsonAsync();
        Assert.Equal(("expired", "expired"), (verdict.Text("outcome"), verdict.Text("delivery_status")));
        await (await PutAsync(tenant, issued, service.Clock.GetUtcNow().AddDays(1))).ProblemAsync(409, "state_conflict");
        await ConsistentAsync(tenant);
    }

    [Fact]
    public async Task R3_another_day_lifts_no_lock()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var courier = await tenant.CourierAsync();
        for (var n = 1; n <= 3; n++)
            await (await courier.AttemptAsync(issued.Id, issued.WrongCode(n), service.Clock.GetUtcNow())).JsonAsync();
        var changed = await UntilAsync(tenant, issued, service.Clock.GetUtcNow().AddDays(3));
        Assert.Equal(("locked", 0), (changed.Text("status"), (int)changed["tries_left"]!));
        Assert.Null(changed["code"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    [InlineData((7 * 86_400) + 60)]
    public async Task The_new_end_is_ahead_and_within_seven_days(int afterS)
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var problem = await (await PutAsync(tenant, issued, service.Clock.GetUtcNow().AddSeconds(afterS))).ProblemAsync(400, "validation");
        Assert.NotNull(problem["errors"]!["$.deliver_until"]);
    }

    [Fact]
    public async Task R18_without_a_courier_whoever_arrives_inside_may_deliver()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { courier_id = "crr-9" });
        using var courier = await tenant.CourierAsync();
        Assert.Equal("wrong_courier", (await (await courier.ArriveAsync(issued.Id, service.Clock.GetUtcNow())).JsonAsync()).Text("outcome"));
        var changed = await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/courier", JsonNode.Parse("""{"courier_id":null}"""))).JsonAsync();
        Assert.Equal(issued.Code, changed.Text("code"));
        Assert.Null((await ReadAsync(tenant, issued))["courier_id"]);
        Assert.Equal("opened", (await (await courier.ArriveAsync(issued.Id, service.Clock.GetUtcNow())).JsonAsync()).Text("outcome"));
        Assert.Equal("accepted", (await (await courier.AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow())).JsonAsync()).Text("outcome"));
        await ConsistentAsync(tenant);
    }

    [Fact]
    public async Task Without_a_barcode_nothing_has_to_be_scanned()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { parcel_barcode = "TBA1" });
        using var courier = await tenant.CourierAsync();
        Assert.Equal("wrong_parcel", (await (await courier.AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow())).JsonAsync()).Text("outcome"));
        await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/parcel", JsonNode.Parse("""{"parcel_barcode":null}"""))).JsonAsync();
        Assert.Equal("accepted", (await (await courier.AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow())).JsonAsync()).Text("outcome"));
        await ConsistentAsync(tenant);
    }

    /// <summary>An order has one live delivery without a barcode, too.</summary>
    [Fact]
    public async Task A_barcode_stays_where_its_order_has_a_live_delivery_without_one()
    {
        var tenant = await service.NewTenantAsync();
        var plain = await tenant.IssueAsync();
        var labelled = await tenant.IssueAsync(new { order_id = plain.OrderId, parcel_barcode = "TBA1" });
        await (await tenant.Retailer.PutAsync($"/v1/deliveries/{labelled.Id}/parcel", JsonNode.Parse("""{"parcel_barcode":null}"""))).ProblemAsync(409, "order_exists");
        Assert.Equal("TBA1", (await ReadAsync(tenant, labelled)).Text("parcel_barcode"));
    }

    [Theory]
    [InlineData("courier", "{}", "$.courier_id")]
    [InlineData("courier", """{"courier_id":""}""", "$.courier_id")]
    [InlineData("courier", """{"courier_id":"  "}""", "$.courier_id")]
    [InlineData("parcel", "{}", "$.parcel_barcode")]
    [InlineData("parcel", """{"parcel_barcode":"\r\n"}""", "$.parcel_barcode")]
    [InlineData("deliver_until", """{"deliver_until":null}""", "$.deliver_until")]
    public async Task Only_null_removes(string what, string body, string path)
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { courier_id = "crr-9", parcel_barcode = "TBA1" });
        var problem = await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/{what}", JsonNode.Parse(body))).ProblemAsync(400, "validation");
        Assert.NotNull(problem["errors"]![path]);
        Assert.Equal("issued", await KindsAsync(issued));
    }

    private async Task ConsistentAsync(Tenant tenant)
    {
        await JournalCheckTests.QuietAsync(service.Database);
        Assert.Empty(await JournalCheckTests.CheckAsync(service.Database, new(tenant.Id), withOrder: false));
    }

    private Task<string?> KindsAsync(Issued issued) => service.Database.ScalarAsync<string>(
        $"select string_agg(kind, ', ' order by sequence) from deliveryotp.journal where delivery_id = '{issued.Id}'");

    private static Task<HttpResponseMessage> PutAsync(Tenant tenant, Issued issued, DateTimeOffset until) => tenant.Retailer.PutAsync(
        $"/v1/deliveries/{issued.Id}/deliver_until",
        new { deliver_until = until.ToString("O", CultureInfo.InvariantCulture) });

    private static async Task<JsonObject> UntilAsync(Tenant tenant, Issued issued, DateTimeOffset until) =>
        await (await PutAsync(tenant, issued, until)).JsonAsync();

    private static async Task<JsonObject> ReadAsync(Tenant tenant, Issued issued) =>
        await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}")).JsonAsync();
}
