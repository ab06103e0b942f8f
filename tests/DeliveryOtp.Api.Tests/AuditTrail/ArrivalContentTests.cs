using System.Globalization;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.AuditTrail;

public sealed class ArrivalContentTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Whatever_was_posted_comes_back()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var now = service.Clock.GetUtcNow();
        JsonObject posted = null!;
        var reply = await (await (await tenant.CourierAsync()).ArriveAsync(issued.Id, now, change: body =>
        {
            body["scanned_barcode"] = "TBA123456789000";
            body["captured_at"] = Millis(now.AddSeconds(-7.5));
            body["location"]!["captured_at"] = Millis(now.AddSeconds(-3));
            posted = body.DeepClone().AsObject();
        })).JsonAsync();

        var item = await (await tenant.Retailer.GetAsync($"/v1/arrivals/{reply.Text("id")}")).JsonAsync();
        Assert.True(JsonNode.DeepEquals(item, (await tenant.Retailer.FindAsync($"delivery_id={issued.Id}", "arrivals")).Items().Single()));
        var line = await (await tenant.Retailer.StreamAsync("application/x-ndjson", $"delivery_id={issued.Id}", "arrivals")).Content.ReadAsStringAsync();
        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(item, JsonNode.Parse(line)));

        foreach (var (name, value) in posted["device"]!.AsObject())
            Assert.Equal(value?.ToJsonString(), item["device"]![name]?.ToJsonString());
        foreach (var (name, value) in posted["location"]!.AsObject())
            Assert.Equal(Plain(value), Plain(item["location"]![name]));
        Assert.Equal(posted.Text("scanned_barcode"), item.Text("scanned_barcode"));
        Assert.Equal(posted.Text("captured_at"), item.Text("captured_at"));
        Assert.Equal(-7.5, item["clock_skew_s"]!.GetValue<double>(), 2);
        Assert.Equal("127.0.0.1", item.Text("caller_address"));
        Assert.Equal(reply.Text("recorded_at"), item.Text("recorded_at"));
        Assert.Equal((issued.Id.ToString(), issued.OrderId, "crr-071"), (item.Text("delivery_id"), item.Text("order_id"), item.Text("courier_id")));
        Assert.Equal(("opened", 3, "pending"), (item.Text("outcome"), item["tries_left"]!.GetValue<int>(), item.Text("delivery_status")));
        Assert.Equal(1, item["opens"]!["number"]!.GetValue<int>());
        Assert.Equal(reply["doorstep"]!["opened_at"]!.GetValue<string>(), item["opens"]!["opened_at"]!.GetValue<string>());
        Assert.Equal(reply["doorstep"]!["closes_at"]!.GetValue<string>(), item["opens"]!["closes_at"]!.GetValue<string>());
        Assert.Equal("inside", item["location"]!["verdict"]!.GetValue<string>());
        Assert.InRange(item["location"]!["distance_m"]!.GetValue<double>(), 2, 5);
        Assert.Empty(item["signals"]!.AsArray());

        var entry = (await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}/timeline")).JsonAsync()).Items().Single(one => one.Text("kind") == "arrived");
        Assert.Equal(item.Text("id"), entry.Text("id"));
        Assert.Equal(entry["detail"]!["token_id"]!.GetValue<string>(), item.Text("token_id"));
        Assert.Equal(entry["detail"]!["api_key_id"]!.GetValue<string>(), item.Text("api_key_id"));
    }

    [Fact]
    public async Task One_that_opens_no_session_says_why_and_without_a_fix_the_place_is_null()
    {
        var (tenant, _) = await ArrivedAsync(body =>
        {
            body["location"] = null;
            body["device"]!["battery_percent"] = "much";
        });
        var item = (await tenant.Retailer.FindAsync("", "arrivals")).Items().Single();
        Assert.Equal("location_unverified", item.Text("outcome"));
        Assert.True(item.ContainsKey("opens") && item["opens"] is null);
        Assert.Equal("unverified", item["location"]!["verdict"]!.GetValue<string>());
        Assert.Null(item["location"]!["latitude"]);
        Assert.Equal(["location_unverified"], item["signals"]!.AsArray().Select(signal => signal!["name"]!.GetValue<string>()));
        Assert.Equal(["device.battery_percent"], item["not_usable"]!.AsArray().Select(name => name!.GetValue<string>()));
        var row = (await CsvAsync(tenant)).Single();
        Assert.Equal(("", "", "", ""), (row["session_number"], row["session_opened_at"], row["session_closes_at"], row["latitude"]));
        Assert.Equal("device.battery_percent", row["not_usable"]);
    }

    [Fact]
    public async Task What_history_says_of_it_later_is_among_its_signals()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var paris = await tenant.IssueAsync();
        var lyon = await tenant.IssueAsync(new { destination = new { latitude = 45.75, longitude = 4.85, country = "FR" } });
        await (await courier.ArriveAsync(paris.Id, service.Clock.GetUtcNow())).JsonAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        var reply = await (await courier.ArriveAsync(lyon.Id, service.Clock.GetUtcNow(), change: body =>
        {
            body["location"]!["latitude"] = 45.75;
            body["location"]!["longitude"] = 4.85;
        })).JsonAsync();

        await Eventually.AsyncTrue(async () =>
        {
            var item = await (await tenant.Retailer.GetAsync($"/v1/arrivals/{reply.Text("id")}")).JsonAsync();
            return item["signals"]!.AsArray().Any(signal => signal!["name"]!.GetValue<string>() == "impossible_speed");
        });
        var listed = (await tenant.Retailer.FindAsync($"delivery_id={lyon.Id}", "arrivals")).Items().Single();
        Assert.Equal(["impossible_speed"], listed["signals"]!.AsArray().Select(signal => signal!["name"]!.GetValue<string>()));
        Assert.Equal("impossible_speed", (await CsvAsync(tenant)).Single(row => row["delivery_id"] == lyon.Id.ToString())["signals"]);
    }

    [Fact]
    public async Task Csv_is_RFC_4180_flat_and_complete()
    {
        var (tenant, issued) = await ArrivedAsync(body =>
        {
            body["device"]!["model"] = "a \"quoted\", long name";
            body["device"]!["is_rooted"] = true;
            body["scanned_barcode"] = "=cmd|' /C calc'!A0";
        });
        var response = await tenant.Retailer.StreamAsync("text/csv", list: "arrivals");
        Assert.Equal("text/csv; charset=utf-8; header=present", response.Content.Headers.ContentType!.ToString());
        Assert.Matches("^attachment; filename=\"arrivals-[0-9]{8}T[0-9]{6}Z\\.csv\"$", response.Content.Headers.ContentDisposition!.ToString());
        var text = await response.Content.ReadAsStringAsync();
        Assert.StartsWith(
            "id,delivery_id,order_id,courier_id,outcome,session_number,session_opened_at,session_closes_at,tries_left,delivery_status,recorded_at,"
            + "captured_at,clock_skew_s,latitude,longitude,accuracy_m,location_captured_at,provider,is_mock,altitude_m,speed_mps,distance_m,"
            + "verdict,device_id,device_platform,device_manufacturer,device_model,device_os_version,device_app_version,device_is_rooted,"
            + "device_is_emulator,device_network,device_battery_percent,scanned_barcode,signals,caller_address,not_usable,token_id,api_key_id\r\n",
            text,
            StringComparison.Ordinal);
        Assert.Contains(",\"a \"\"quoted\"\", long name\",", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);

        var item = (await tenant.Retailer.FindAsync("", "arrivals")).Items().Single();
        var row = (await CsvAsync(tenant)).Single();
        Assert.Equal((issued.Id.ToString(), issued.OrderId), (row["delivery_id"], row["order_id"]));
        Assert.Equal(("opened", "1", "3", "pending"), (row["outcome"], row["session_number"], row["tries_left"], row["delivery_status"]));
        Assert.Equal((item["opens"]!["opened_at"]!.ToString(), item["opens"]!["closes_at"]!.ToString()), (row["session_opened_at"], row["session_closes_at"]));
        Assert.Equal(("48.85663", "2.35219", "inside"), (row["latitude"], row["longitude"], row["verdict"]));
        Assert.Equal(("true", "false", "compromised_device"), (row["device_is_rooted"], row["device_is_emulator"], row["signals"]));
        Assert.Equal("'=cmd|' /C calc'!A0", row["scanned_barcode"]);
    }

    [Fact]
    public async Task A_stream_is_more_than_a_page_and_takes_no_limit()
    {
        var (tenant, issued) = await ArrivedAsync();
        await service.Database.MultiplyAsync(issued.Id, 1_234, kind: "arrived");
        var rows = await CsvAsync(tenant);
        Assert.Equal(1_235, rows.DistinctBy(row => row["id"]).Count());
        Assert.Equal(rows.Select(row => row["id"]).OrderDescending(StringComparer.Ordinal), rows.Select(row => row["id"]));
        await (await tenant.Retailer.StreamAsync("text/csv", "limit=5", "arrivals")).ProblemAsync(400, "validation");
        await (await tenant.Retailer.StreamAsync("application/x-ndjson", "cursor=AAAAAAAAAAAAAAAAAAAAAA", "arrivals")).ProblemAsync(400, "validation");
        Assert.Empty(await (await tenant.Retailer.StreamAsync("application/x-ndjson", "courier_id=nobody", "arrivals")).Content.ReadAsStringAsync());
        Assert.Equal("application/json", (await tenant.Retailer.StreamAsync("*/*", list: "arrivals")).Content.Headers.ContentType!.MediaType);
    }

    private async Task<(Tenant Tenant, Issued Issued)> ArrivedAsync(Action<JsonObject>? change = null)
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        await (await (await tenant.CourierAsync()).ArriveAsync(issued.Id, service.Clock.GetUtcNow(), change: change)).JsonAsync();
        return (tenant, issued);
    }

    private static async Task<List<Dictionary<string, string>>> CsvAsync(Tenant tenant)
    {
        var text = await (await tenant.Retailer.StreamAsync("text/csv", list: "arrivals")).Content.ReadAsStringAsync();
        var records = CsvRecords.Parse(text);
        return [.. records.Skip(1).Select(record => records[0].Zip(record).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))];
    }

    /// <summary>41.0 and 41 are one number.</summary>
    private static string? Plain(JsonNode? value) => double.TryParse(value?.ToJsonString(), CultureInfo.InvariantCulture, out var number)
        ? number.ToString(CultureInfo.InvariantCulture)
        : value?.ToString();

    private static string Millis(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
