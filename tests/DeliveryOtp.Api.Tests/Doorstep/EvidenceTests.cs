using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Doorstep;

/// <summary>What no gate reads turns no courier away, whatever a phone sends there; the record names what was not usable.</summary>
public sealed class EvidenceTests(Service service) : IClassFixture<Service>
{
    [Theory]
    [InlineData("location", "speed_mps", "-1", "null", true)] // iOS does not know
    [InlineData("location", "speed_mps", "1001", "null", true)]
    [InlineData("location", "speed_mps", "1e999", "null", true)]
    [InlineData("location", "speed_mps", "\"fast\"", "null", true)]
    [InlineData("location", "speed_mps", "\"0.5\"", "0.5", false)]
    [InlineData("location", "speed_mps", "null", "null", false)]
    [InlineData("location", "altitude_m", "-1001", "null", true)]
    [InlineData("location", "altitude_m", "{\"value\":[1,{\"of\":2}]}", "null", true)]
    [InlineData("location", "provider", "7", "\"7\"", false)]
    [InlineData("location", "provider", "[\"gps\"]", "null", true)]
    [InlineData("location", "provider", "\"\"", "null", false)]
    [InlineData("location", "is_mock", "\"false\"", "false", false)]
    [InlineData("location", "is_mock", "\"perhaps\"", "false", true)]
    [InlineData("device", "battery_percent", "63.0", "63", false)]
    [InlineData("device", "battery_percent", "62.6", "63", false)]
    [InlineData("device", "battery_percent", "-1", "null", true)]
    [InlineData("device", "battery_percent", "255", "null", true)] // Android does not know
    [InlineData("device", "battery_percent", "-2147483648", "null", true)]
    [InlineData("device", "os_version", "16", "\"16\"", false)]
    [InlineData("device", "network", "true", "null", true)]
    [InlineData("device", "platform", "\" android \"", "\"android\"", false)]
    [InlineData("device", "model", "\"Pixel\\u0000 9\\u202e\"", "\"Pixel 9\"", true)]
    [InlineData("device", "manufacturer", "\"\\ud800\"", "null", true)]
    [InlineData("device", "is_rooted", "0", "false", false)]
    [InlineData("device", "is_emulator", "\"?\"", "false", true)]
    public async Task It_is_taken_as_it_comes(string group, string member, string sent, string kept, bool isNamed)
    {
        var item = await AcceptedAsync($"\"{member}\":{sent}", group, member);
        Assert.Equal(kept, item[group]![member]?.ToJsonString() ?? "null");
        Assert.Equal(isNamed ? [$"{group}.{member}"] : [], item["not_usable"]!.AsArray().Select(name => name!.GetValue<string>()));
    }

    [Fact]
    public async Task Too_long_is_cut_between_characters()
    {
        var item = await AcceptedAsync($"\"app_version\":\"{new string('9', 63)}😀\"", "device", "app_version");
        Assert.Equal(new string('9', 63), item["device"]!["app_version"]!.GetValue<string>());
        Assert.Equal("device.app_version", item["not_usable"]!.AsArray().Single()!.GetValue<string>());
    }

    [Theory]
    [InlineData("location", "\"heading_deg\":-1")]
    [InlineData("location", "\"vertical\":{\"accuracy_m\":[3]}")]
    [InlineData("device", "\"carrier\":\"Free\"")]
    public async Task Members_that_the_contract_does_not_know_are_ignored(string group, string member)
    {
        var item = await AcceptedAsync(member, group, removed: null);
        Assert.Empty(item["not_usable"]!.AsArray());
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("\"accuracy_m\":null", false)]
    [InlineData("\"accuracy_m\":-1", true)]
    [InlineData("\"accuracy_m\":\"good\"", true)]
    [InlineData("\"accuracy_m\":1e6", true)]
    public async Task R10_without_a_usable_accuracy_the_place_is_unverified(string? member, bool isNamed)
    {
        var item = await AcceptedAsync(member, "location", "accuracy_m");
        Assert.Equal("unverified", item["location"]!["verdict"]!.GetValue<string>());
        Assert.Null(item["location"]!["accuracy_m"]);
        Assert.Equal(isNamed, item["not_usable"]!.AsArray().Any(name => name!.GetValue<string>() == "location.accuracy_m"));
        Assert.Contains(item["signals"]!.AsArray(), signal => signal!["detail"]!.GetValue<string>() == "the device did not say how accurate its location is");
    }

    [Theory]
    [InlineData("\"BOX\\r\\n\"", "accepted")]
    [InlineData("\" BOX\"", "accepted")]
    [InlineData("\"BOX\\u200b\"", "wrong_parcel")]
    [InlineData("\"box\"", "wrong_parcel")]
    [InlineData("[\"BOX\"]", "wrong_parcel")]
    [InlineData("null", "wrong_parcel")]
    public async Task R12_row_6_a_scan_is_compared_and_never_a_400(string scan, string outcome)
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { parcel_barcode = "BOX" });
        var reply = await (await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.Code!, change: body => body["scanned_barcode"] = JsonNode.Parse(scan))).JsonAsync();
        Assert.Equal(outcome, reply.Text("outcome"));
    }

    [Fact]
    public async Task R12_row_6_a_scan_that_is_cut_is_no_other_parcels()
    {
        var tenant = await service.NewTenantAsync();
        var barcode = new string('7', 64);
        var issued = await tenant.IssueAsync(new { parcel_barcode = barcode });
        var courier = await tenant.CourierAsync();
        var reply = await (await courier.AttemptAsync(issued.Id, issued.Code!, change: body => body["scanned_barcode"] = barcode + "7")).JsonAsync();
        Assert.Equal("wrong_parcel", reply.Text("outcome"));
        var item = await (await tenant.Retailer.GetAsync($"/v1/attempts/{reply.Text("id")}")).JsonAsync();
        Assert.Equal(("scanned_barcode", 64), (item["not_usable"]![0]!.GetValue<string>(), item.Text("scanned_barcode").Length));
    }

    /// <summary>An attempt with the right code, accepted, as the audit trail has it.</summary>
    private async Task<JsonObject> AcceptedAsync(string? member, string group, string? removed)
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var body = HttpExtensions.AttemptBody(issued.Code!, service.Clock.GetUtcNow());
        if (removed is not null)
            body[group]!.AsObject().Remove(removed);

        // As text, since a JSON document in memory can't hold all that a phone can send.
        var text = member is null ? body.ToJsonString() : body.ToJsonString().Replace($"\"{group}\":{{", $"\"{group}\":{{{member},", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/deliveries/{issued.Id}/attempts")
        {
            Content = new StringContent(text, System.Text.Encoding.UTF8, "application/json"),
            Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() } },
        };
        var reply = await (await (await tenant.CourierAsync()).SendAsync(request)).JsonAsync();
        Assert.Equal("accepted", reply.Text("outcome"));
        return await (await tenant.Retailer.GetAsync($"/v1/attempts/{reply.Text("id")}")).JsonAsync();
    }
}
