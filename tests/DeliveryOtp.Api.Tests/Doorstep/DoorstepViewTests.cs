using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Doorstep;

/// <summary>What a courier's app sees of a delivery, and what it does not.</summary>
public sealed class DoorstepViewTests(Service service) : IClassFixture<Service>
{
    private const string Assigned = "crr-071";
    private const string OfAnother = "delivery_id assigned_to now";
    private const string OfStranger = $"{OfAnother} delivery_status tries_left";
    private const string OfTask = $"{OfStranger} expires_at scan_required arrival_required showing_required code_shown";

    private DateTimeOffset Now => service.Clock.GetUtcNow();

    [Fact]
    public async Task The_assigned_courier_sees_the_task_and_the_door()
    {
        var (tenant, courier, issued) = await StartAsync(new { courier_id = Assigned, parcel_barcode = "TBA1", policy = new { radius_m = 250 } });
        var delivery = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}")).JsonAsync();
        var view = await LookAsync(courier, issued);
        Assert.Equal($"{OfTask} destination radius_m", Told(view));
        Assert.Equal(("you", "pending", 3), (view.Text("assigned_to"), view.Text("delivery_status"), (int)view["tries_left"]!));
        Assert.Equal((true, false, false, false), (Is(view, "scan_required"), Is(view, "arrival_required"), Is(view, "showing_required"), Is(view, "code_shown")));
        Assert.True(JsonNode.DeepEquals(delivery["destination"], view["destination"]));
        Assert.Equal((250, delivery.Text("expires_at")), ((int)view["radius_m"]!, view.Text("expires_at")));
        Assert.Equal(Now, view["now"]!.GetValue<DateTimeOffset>(), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task R7_R8_a_session_is_there_while_it_is_open_and_after_it_an_arrival_is_required()
    {
        var (_, courier, issued) = await StartAsync(new { courier_id = Assigned });
        var opened = await (await courier.ArriveAsync(issued.Id, Now)).JsonAsync();
        var view = await LookAsync(courier, issued);
        Assert.True(JsonNode.DeepEquals(opened["doorstep"], view["doorstep"]));
        Assert.False(Is(view, "arrival_required"));

        service.Clock.Advance(TimeSpan.FromMinutes(10));
        view = await LookAsync(courier, issued);
        Assert.Null(view["doorstep"]);
        Assert.True(Is(view, "arrival_required"));
        Assert.Equal("no_arrival", (await (await courier.AttemptAsync(issued.Id, issued.Code!, Now)).JsonAsync()).Text("outcome"));
    }

    [Theory]
    [InlineData("first_session_optional", false)]
    [InlineData("required", true)]
    public async Task R8_the_first_session_needs_an_arrival_where_the_policy_says_so(string arrival, bool isRequired)
    {
        var (_, courier, issued) = await StartAsync(new { courier_id = Assigned, policy = new { arrival } });
        Assert.Equal(isRequired, Is(await LookAsync(courier, issued), "arrival_required"));
        var outcome = (await (await courier.AttemptAsync(issued.Id, issued.Code!, Now)).JsonAsync()).Text("outcome");
        Assert.Equal(isRequired ? "no_arrival" : "accepted", outcome);
    }

    [Fact]
    public async Task R9_the_app_sees_that_the_code_is_shown_and_never_the_code()
    {
        var (tenant, courier, issued) = await StartAsync(new { courier_id = Assigned, policy = new { code_release = "on_arrival" } });
        using var recipient = tenant.Recipient(issued);
        var before = await LookAsync(courier, issued);
        Assert.Equal((true, true, false), (Is(before, "showing_required"), Is(before, "arrival_required"), Is(before, "code_shown")));
        await courier.ArriveAsync(issued.Id, Now);
        Assert.False(Is(await LookAsync(courier, issued), "code_shown"));

        var shown = await (await recipient.PostAsync("/v1/tracking/reveals", new { })).JsonAsync();
        var view = await LookAsync(courier, issued);
        Assert.True(Is(view, "code_shown"));
        Assert.DoesNotContain(shown.Text("code"), view.ToJsonString(), StringComparison.Ordinal);

        service.Clock.Advance(TimeSpan.FromSeconds(45));
        Assert.False(Is(await LookAsync(courier, issued), "code_shown"));
    }

    [Theory]
    [InlineData("pending", 3)]
    [InlineData("locked", 0)]
    [InlineData("held", 3)]
    [InlineData("delivered", 3)]
    [InlineData("contested", 3)]
    [InlineData("cancelled", 3)]
    [InlineData("expired", 3)]
    public async Task In_every_state_the_assigned_courier_sees_it_and_another_one_sees_nothing(string status, int triesLeft)
    {
        var (tenant, courier, issued) = await StartAsync(new { courier_id = Assigned });
        await LeadToAsync(status, tenant, courier, issued);
        using var assigned = await tenant.CourierAsync(Assigned);
        var view = await LookAsync(assigned, issued);
        Assert.Equal((status, triesLeft), (view.Text("delivery_status"), (int)view["tries_left"]!));
        Assert.Equal((false, false), (Is(view, "arrival_required"), Is(view, "code_shown")));
        Assert.NotNull(view["destination"]);

        using var another = await tenant.CourierAsync("crr-666");
        var bare = await LookAsync(another, issued);
        Assert.Equal(("another", OfAnother), (bare.Text("assigned_to"), Told(bare)));
    }

    [Fact]
    public async Task Another_courier_learns_nothing_of_a_session_or_of_a_code_that_is_shown()
    {
        var (tenant, courier, issued) = await StartAsync(new { courier_id = Assigned, policy = new { code_release = "on_arrival" } });
        using var another = await tenant.CourierAsync("crr-666");
        await courier.ArriveAsync(issued.Id, Now);
        await (await tenant.Recipient(issued).PostAsync("/v1/tracking/reveals", new { })).JsonAsync();
        Assert.Equal(OfAnother, Told(await LookAsync(another, issued)));
        Assert.Equal("wrong_courier", (await (await another.ArriveAsync(issued.Id, Now)).JsonAsync()).Text("outcome"));
        Assert.Equal(OfAnother, Told(await LookAsync(another, issued)));
    }

    [Fact]
    public async Task Unassigned_the_one_who_opened_the_session_sees_the_task_without_the_door_for_as_long_as_it_is_open()
    {
        var (tenant, courier, issued) = await StartAsync(new { parcel_barcode = "TBA1" });
        using var other = await tenant.CourierAsync("crr-072");
        Assert.Equal(OfStranger, Told(await LookAsync(courier, issued)));
        await courier.ArriveAsync(issued.Id, Now);

        var view = await LookAsync(courier, issued);
        Assert.Equal(("nobody", $"{OfAnother} delivery_status tries_left expires_at doorstep scan_required arrival_required showing_required code_shown"), (view.Text("assigned_to"), Told(view)));
        Assert.Equal((true, false), (Is(view, "scan_required"), Is(view, "arrival_required")));

        // As the answer to an arrival that proves no place: status and tries.
        var refused = await (await other.ArriveAsync(issued.Id, Now, change: body => body["location"] = null)).JsonAsync();
        Assert.Equal(("location_unverified", "pending", 3), (refused.Text("outcome"), refused.Text("delivery_status"), (int)refused["tries_left"]!));
        var stranger = await LookAsync(other, issued);
        Assert.Equal(("nobody", "pending", OfStranger), (stranger.Text("assigned_to"), stranger.Text("delivery_status"), Told(stranger)));

        service.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(OfStranger, Told(await LookAsync(courier, issued)));
    }

    [Fact]
    public async Task Who_is_assigned_is_read_anew_each_time()
    {
        var (tenant, courier, issued) = await StartAsync(new { courier_id = Assigned });
        await courier.ArriveAsync(issued.Id, Now);
        await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/courier", new { courier_id = "crr-072" })).JsonAsync();
        Assert.Equal(OfAnother, Told(await LookAsync(courier, issued)));
        using var next = await tenant.CourierAsync("crr-072");
        var view = await LookAsync(next, issued);
        Assert.Equal(("you", null), (view.Text("assigned_to"), view["doorstep"]?.ToJsonString()));
        Assert.NotNull(view["destination"]);
    }

    [Fact]
    public async Task Another_retailers_delivery_is_not_found()
    {
        var (_, _, issued) = await StartAsync(new { courier_id = Assigned });
        using var foreign = await (await service.NewTenantAsync()).CourierAsync(Assigned);
        await (await foreign.GetAsync(PathOf(issued))).ProblemAsync(404, "not_found");
        await (await foreign.GetAsync($"/v1/deliveries/{Guid.NewGuid()}/doorstep")).ProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task A_look_leaves_no_trace_and_settles_nothing()
    {
        var (tenant, courier, issued) = await StartAsync(new { courier_id = Assigned });
        using var another = await tenant.CourierAsync("crr-666");
        for (var look = 0; look < 3; look++)
        {
            await LookAsync(courier, issued);
            await LookAsync(another, issued);
        }

        Assert.Equal("issued", await service.Database.ScalarAsync<string>(
            $"select string_agg(kind, ' ' order by sequence) from deliveryotp.journal where delivery_id = '{issued.Id}'"));
        Assert.Equal(0L, await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.access_log where retailer_id = '{tenant.Id}'"));
        Assert.Equal(0L, await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.refused_visits where delivery_id = '{issued.Id}'"));
    }

    [Fact]
    public async Task A_delivery_that_somebody_rewrote_is_not_shown()
    {
        var (_, courier, issued) = await StartAsync(new { courier_id = "crr-072" });
        await service.Database.AsServiceAsync($"update deliveryotp.deliveries set courier_id = '{Assigned}' where id = '{issued.Id}'");
        await (await courier.GetAsync(PathOf(issued))).ProblemAsync(503, "unavailable");
    }

    private async Task LeadToAsync(string status, Tenant tenant, HttpClient courier, Issued issued)
    {
        switch (status)
        {
            case "locked":
                for (var offset = 1; offset <= 3; offset++)
                    await courier.AttemptAsync(issued.Id, issued.WrongCode(offset), Now);
                break;
            case "held":
                await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/holds", new { reason = "asked" })).JsonAsync();
                break;
            case "delivered":
                await courier.AttemptAsync(issued.Id, issued.Code!, Now);
                break;
            case "contested":
                await courier.AttemptAsync(issued.Id, issued.Code!, Now);
                await (await tenant.Recipient(issued).PostAsync("/v1/tracking/contests", new { kind = "not_received" })).JsonAsync();
                break;
            case "cancelled":
                await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/cancellations", new { reason = "asked" })).JsonAsync();
                break;
            case "expired":
                service.Clock.Advance(TimeSpan.FromHours(24));
                break;
        }
    }

    private async Task<(Tenant Tenant, HttpClient Courier, Issued Issued)> StartAsync(object? more = null)
    {
        var tenant = await service.NewTenantAsync();
        return (tenant, await tenant.CourierAsync(Assigned), await tenant.IssueAsync(more));
    }

    private static string PathOf(Issued issued) => $"/v1/deliveries/{issued.Id}/doorstep";

    private static async Task<JsonObject> LookAsync(HttpClient courier, Issued issued) => await (await courier.GetAsync(PathOf(issued))).JsonAsync();

    /// <summary>The members that say something.</summary>
    private static string Told(JsonObject view) => string.Join(' ', view.Where(member => member.Value is not null).Select(member => member.Key));

    private static bool Is(JsonObject view, string member) => view[member]!.GetValue<bool>();
}
