using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Deliveries;

/// <summary>An order of several parcels: a delivery for each, and only one that is live.</summary>
public sealed class ParcelTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task An_order_has_a_live_delivery_for_each_parcel_and_one_without_a_barcode()
    {
        var tenant = await service.NewTenantAsync();
        var order = Guid.NewGuid().ToString();
        string?[] parcels = ["TBA1", "TBA2", null];
        var ids = new List<Guid>();
        foreach (var parcel in parcels)
            ids.Add(await CreatedAsync(tenant, order, parcel));

        var listed = await (await tenant.Retailer.GetAsync($"/v1/deliveries?order_id={order}")).JsonAsync();
        Assert.Equal(ids.Order(), listed["data"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>()).Order());
        foreach (var (id, parcel) in ids.Zip(parcels))
        {
            var problem = await (await CreateAsync(tenant, order, parcel)).ProblemAsync(409, "order_exists");
            Assert.Equal((id, "pending"), (problem["delivery_id"]!.GetValue<Guid>(), problem.Text("delivery_status")));
        }
    }

    [Fact]
    public async Task R12_the_code_of_one_parcel_confirms_no_other_of_the_order()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var first = await tenant.IssueAsync(new { parcel_barcode = "TBA1" });
        var second = await tenant.IssueAsync(new { order_id = first.OrderId, parcel_barcode = "TBA2" });
        var wrong = await (await AttemptAsync(first.Code!, "TBA1")).JsonAsync();
        Assert.Equal(("wrong_parcel", 3), (wrong.Text("outcome"), (int)wrong["tries_left"]!));
        Assert.Equal("accepted", (await (await AttemptAsync(second.Code!, "TBA2")).JsonAsync()).Text("outcome"));

        Task<HttpResponseMessage> AttemptAsync(string code, string scanned) =>
            courier.AttemptAsync(second.Id, code, service.Clock.GetUtcNow(), change: body => body["scanned_barcode"] = scanned);
    }

    [Theory]
    [InlineData("pending", "reissue its code (POST …/codes)")]
    [InlineData("held", "a reissue leads out (POST …/codes)")]
    [InlineData("held, no codes left", "unlock it (POST …/unlocks)")]
    [InlineData("locked", "unlock it (POST …/unlocks)")]
    public async Task A_second_delivery_of_a_parcel_is_told_the_way_out_of_the_first(string state, string remedy)
    {
        var tenant = await service.NewTenantAsync();
        var first = await tenant.IssueAsync(new { parcel_barcode = "TBA1", policy = new { max_generations = 1 } });
        var courier = await tenant.CourierAsync();
        if (state == "held")
        {
            first = await HeldAsync(tenant, first.OrderId);
        }
        else if (state == "held, no codes left")
        {
            // With a courier at the door the code may have been heard, so that the next one counts.
            await courier.ArriveAsync(first.Id, service.Clock.GetUtcNow());
            await (await tenant.Retailer.PostAsync($"/v1/deliveries/{first.Id}/codes", null)).ProblemAsync(409, "state_conflict");
        }

        for (var i = 1; state == "locked" && i <= 3; i++)
        {
            await (await courier.AttemptAsync(
                first.Id,
                first.WrongCode(i),
                service.Clock.GetUtcNow(),
                change: body => body["scanned_barcode"] = "TBA1")).JsonAsync();
        }

        var problem = await (await CreateAsync(tenant, first.OrderId, state == "held" ? null : "TBA1")).ProblemAsync(409, "order_exists");
        Assert.Equal((first.Id, state.Split(',')[0]), (problem["delivery_id"]!.GetValue<Guid>(), problem.Text("delivery_status")));
        Assert.Contains(remedy, problem.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("cancel it", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_to_the_parcel_of_another_live_delivery_changes_nothing_and_names_it()
    {
        var tenant = await service.NewTenantAsync();
        var holder = await tenant.IssueAsync(new { parcel_barcode = "TBA1" });
        var other = await tenant.IssueAsync(new { order_id = holder.OrderId, parcel_barcode = "TBA2" });
        for (var i = 0; i < 2; i++)
        {
            var problem = await (await PutAsync(tenant, other, "TBA1", "key-1")).ProblemAsync(409, "order_exists");
            Assert.Equal((holder.Id, "pending"), (problem["delivery_id"]!.GetValue<Guid>(), problem.Text("delivery_status")));
        }

        var read = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{other.Id}")).JsonAsync();
        Assert.Equal(("TBA2", 1), (read.Text("parcel_barcode"), (int)read["generation"]!));
        Assert.Equal("issued", await KindsAsync(other));

        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{holder.Id}/cancellations", new { reason = "lost" })).JsonAsync();
        await (await PutAsync(tenant, other, "TBA1", "key-1")).JsonAsync();
        Assert.Equal("issued,changed", await KindsAsync(other));
    }

    [Fact]
    public async Task R5_a_change_to_the_parcel_of_a_delivery_whose_time_is_over_settles_that_one_first()
    {
        var tenant = await service.NewTenantAsync();
        var holder = await tenant.IssueAsync(new { parcel_barcode = "TBA1" });
        var other = await tenant.IssueAsync(new { order_id = holder.OrderId, parcel_barcode = "TBA2" });

        // The clock stands still, so nobody notices by himself.
        await service.Database.RewriteAsync(
            holder.Id, $"update deliveryotp.deliveries set expires_at = created_at - interval '1 hour' where id = '{holder.Id}'");
        await (await PutAsync(tenant, other, "TBA1")).JsonAsync();
        Assert.Equal("issued,expired", await KindsAsync(holder));
        Assert.Equal("issued,changed", await KindsAsync(other));
    }

    private static async Task<Issued> HeldAsync(Tenant tenant, string order)
    {
        var held = await tenant.IssueAsync(new { order_id = order });
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{held.Id}/holds", new { reason = "suspicious" })).JsonAsync();
        return held;
    }

    private static async Task<Guid> CreatedAsync(Tenant tenant, string order, string? parcel) =>
        (await (await CreateAsync(tenant, order, parcel)).JsonAsync())["id"]!.GetValue<Guid>();

    private static Task<HttpResponseMessage> CreateAsync(Tenant tenant, string order, string? parcel) => tenant.Retailer.PostAsync(
        "/v1/deliveries",
        new JsonObject
        {
            ["order_id"] = order,
            ["parcel_barcode"] = parcel,
            ["destination"] = new JsonObject { ["latitude"] = Tenant.Latitude, ["longitude"] = Tenant.Longitude, ["country"] = "FR" },
        });

    private static Task<HttpResponseMessage> PutAsync(Tenant tenant, Issued issued, string parcel, string? key = null) =>
        tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/parcel", new { parcel_barcode = parcel }, key);

    private async Task<string?> KindsAsync(Issued issued) => await service.Database.ScalarAsync<string>(
        $"select string_agg(kind, ',' order by sequence) from deliveryotp.journal where delivery_id = '{issued.Id}'");
}
