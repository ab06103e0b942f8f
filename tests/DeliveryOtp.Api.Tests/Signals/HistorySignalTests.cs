using System.Text.Json.Nodes;
using DeliveryOtp.Api.Signals;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Safety;
using DeliveryOtp.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace DeliveryOtp.Api.Tests.Signals;

/// <summary>
/// What only history shows is raised after the commit, within two seconds. Alone: a long transaction of another test on the
/// same server would make every reader wait for it.
/// </summary>
[Collection(nameof(Races))]
public sealed class HistorySignalTests(Service service) : IClassFixture<Service>
{
    private const double WithinS = 2;

    [Fact]
    public async Task Over_150_km_per_hour_since_the_previous_record_raises_impossible_speed()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var (paris, lyon) = (await tenant.IssueAsync(), await IssueAtAsync(tenant, 45.75, 4.85));
        await courier.AttemptAsync(paris.Id, paris.Code!, Now);
        service.Clock.Advance(TimeSpan.FromHours(2));
        await courier.AttemptAsync(lyon.Id, lyon.Code!, Now, change: body => Move(body, 45.75, 4.85));
        await RaisedAsync(tenant, lyon, "impossible_speed", 50);
        Assert.DoesNotContain("impossible_speed", await SignalsAsync(tenant, paris), StringComparison.Ordinal);
    }

    /// <summary>They cost nothing: otherwise a courier could push his own past out of sight.</summary>
    [Fact]
    public async Task Attempts_without_a_fix_hide_no_past()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var (paris, idle, lyon) = (await tenant.IssueAsync(), await tenant.IssueAsync(), await IssueAtAsync(tenant, 45.75, 4.85));
        await courier.AttemptAsync(paris.Id, paris.Code!, Now);
        for (var n = 0; n <= CourierTrack.Capacity; n++)
            await courier.AttemptAsync(idle.Id, idle.WrongCode(), Now, change: body => body.Remove("location"));
        service.Clock.Advance(TimeSpan.FromHours(2));
        await courier.AttemptAsync(lyon.Id, lyon.Code!, Now, change: body => Move(body, 45.75, 4.85));
        await RaisedAsync(tenant, lyon, "impossible_speed", 50);

        // Nor in what is kept of him.
        var subject = HandOverSubject.Courier(new RetailerId(tenant.Id), new CourierId("crr-071"));
        var kept = await service.Services.GetRequiredService<HandOverCounting>().ReadAsync([subject], default);
        Assert.Equal([lyon.Id, paris.Id], CourierTrack.Read(kept[subject].Track).Select(visit => visit.DeliveryId.Value));
    }

    [Fact]
    public async Task The_same_coordinates_at_another_address_raise_repeated_coordinates()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var (one, other) = (await tenant.IssueAsync(), await IssueAtAsync(tenant, Tenant.Latitude + 0.00095, Tenant.Longitude));
        await courier.AttemptAsync(one.Id, one.Code!, Now);
        await courier.AttemptAsync(other.Id, other.Code!, Now);
        await RaisedAsync(tenant, other, "repeated_coordinates", 40);
    }

    [Fact]
    public async Task Another_device_than_on_the_last_deliveries_raises_device_changed()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var (one, other) = (await tenant.IssueAsync(), await tenant.IssueAsync());
        await courier.AttemptAsync(one.Id, one.Code!, Now);
        await courier.AttemptAsync(other.Id, other.Code!, Now, change: body => body["device"]!["id"] = "borrowed");
        await RaisedAsync(tenant, other, "device_changed", 25);
    }

    [Fact]
    public async Task The_live_code_of_a_parcel_for_the_same_door_raises_code_of_another_delivery()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var (handedOver, kept) = (await tenant.IssueAsync(), await tenant.IssueAsync());
        await courier.AttemptAsync(handedOver.Id, kept.Code!, Now);
        await RaisedAsync(tenant, handedOver, "code_of_another_delivery", 60);
        var delivery = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{handedOver.Id}")).JsonAsync();
        Assert.True((bool)delivery["review"]!);

        // The other one as well: it is that parcel which may be kept.
        await Eventually.AsyncTrue(async () => (await SignalsAsync(tenant, kept)).Contains("code_of_another_delivery", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_courier_who_is_refused_far_more_often_than_the_fleet_shows_a_pattern_and_rates_with_intervals()
    {
        var tenant = await service.NewTenantAsync();
        using var honest = await tenant.CourierAsync("honest");
        using var suspect = await tenant.CourierAsync("suspect");
        for (var n = 0; n < 60; n++)
        {
            var issued = await tenant.IssueAsync();
            await honest.AttemptAsync(issued.Id, issued.Code!, Now, change: body => body["device"]!["id"] = "honest");
        }

        // Fewer than 20 would say nothing about a person.
        var stubborn = await tenant.IssueAsync(new { courier_id = "suspect" });
        for (var n = 0; n < 20; n++)
            await suspect.AttemptAsync(stubborn.Id, stubborn.Code!, Now, change: body => Move(body, 48.9, 2.4));
        await RaisedAsync(tenant, stubborn, "courier_pattern", 30);

        await Eventually.AsyncTrue(async () => (int)(await SubjectAsync(tenant, "suspect"))["attempts"]! == 20);
        var subject = await SubjectAsync(tenant, "suspect");
        var refused = subject["refused"]!;
        Assert.Equal((20, 1.0, true), ((int)refused["count"]!, (double)refused["rate"]!, (bool)refused["is_above_fleet"]!));
        Assert.Equal((0.8389, 1.0), (Math.Round((double)refused["lower"]!, 4), Math.Round((double)refused["upper"]!, 4)));
        Assert.Equal(0.25, (double)refused["fleet_rate"]!);
        Assert.Equal(20, subject["last"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_signal_that_history_raised_is_shown_with_its_attempt_and_found_by_its_name()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var (handedOver, kept) = (await tenant.IssueAsync(), await tenant.IssueAsync());
        var attempt = await (await courier.AttemptAsync(handedOver.Id, kept.Code!, Now)).JsonAsync();
        await RaisedAsync(tenant, handedOver, "code_of_another_delivery", 60);
        var found = await (await tenant.Support.GetAsync("/v1/attempts?signal=code_of_another_delivery")).JsonAsync();
        var only = Assert.Single(found["data"]!.AsArray());
        Assert.Equal(attempt.Text("id"), only!["id"]!.GetValue<string>());
        Assert.Contains("code_of_another_delivery", only["signals"]!.AsArray().Select(signal => (string?)signal!["name"]));
    }

    private DateTimeOffset Now => service.Clock.GetUtcNow();

    private static Task<Issued> IssueAtAsync(Tenant tenant, double latitude, double longitude) =>
        tenant.IssueAsync(new { destination = new { latitude, longitude, country = "FR" } });

    private static void Move(JsonObject body, double latitude, double longitude)
    {
        body["location"]!["latitude"] = latitude;
        body["location"]!["longitude"] = longitude;
    }

    private static async Task<string> SignalsAsync(Tenant tenant, Issued issued) =>
        (await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}")).JsonAsync())["signals"]!.ToJsonString();

    private static async Task<JsonObject> SubjectAsync(Tenant tenant, string courier) =>
        await (await tenant.Retailer.GetAsync($"/v1/couriers/{courier}")).JsonAsync();

    /// <summary>In the delivery's signals with its weight, in the journal with what it is about, and soon.</summary>
    private static async Task RaisedAsync(Tenant tenant, Issued issued, string name, int weight)
    {
        await Eventually.AsyncTrue(
            async () => (await SignalsAsync(tenant, issued)).Contains($"\"{name}\":{weight}", StringComparison.Ordinal),
            WithinS);
        var timeline = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}/timeline")).JsonAsync();
        var entries = timeline["data"]!.AsArray();
        var raised = entries.Single(entry => (string?)entry!["detail"]!["signal"]?["name"] == name)!;
        Assert.Equal(("signal_raised", "system"), ((string?)raised["kind"], (string?)raised["actor"]!["role"]));
        Assert.Contains((string?)raised["detail"]!["about"], entries.Select(entry => (string?)entry!["id"]));
    }
}
