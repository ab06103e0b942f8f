using System.Globalization;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.AuditTrail;

public sealed class AttemptContentTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Whatever_was_posted_comes_back()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var now = service.Clock.GetUtcNow();
        JsonObject posted = null!;
        var reply = await (await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.WrongCode(), now, change: body =>
        {
            body["scanned_barcode"] = "TBA123456789000";
            body["captured_at"] = Millis(now.AddSeconds(-7.5));
            body["location"]!["captured_at"] = Millis(now.AddSeconds(-3));
            posted = body.DeepClone().AsObject();
        })).JsonAsync();

        var item = await (await tenant.Retailer.GetAsync($"/v1/attempts/{reply.Text("id")}")).JsonAsync();
        Assert.True(JsonNode.DeepEquals(item, (await tenant.Retailer.FindAsync($"delivery_id={issued.Id}")).Items().Single()));
        var line = await (await tenant.Retailer.StreamAsync("application/x-ndjson", $"delivery_id={issued.Id}")).Content.ReadAsStringAsync();
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
        Assert.Equal(("wrong_code", true, 2), (item.Text("outcome"), item["compared"]!.GetValue<bool>(), item["tries_left"]!.GetValue<int>()));
        Assert.Equal("inside", item["location"]!["verdict"]!.GetValue<string>());
        Assert.InRange(item["location"]!["distance_m"]!.GetValue<double>(), 2, 5);
        Assert.Empty(item["signals"]!.AsArray());
        Assert.True(item.ContainsKey("leaf_index") && item["leaf_index"] is null);
    }

    [Fact]
    public async Task Without_a_fix_the_members_of_the_location_are_null()
    {
        var (tenant, _) = await AttemptedAsync(body => body["location"] = null);
        var item = (await tenant.Retailer.FindAsync("")).Items().Single();
        var location = item["location"]!.AsObject();
        Assert.Equal(
            ["latitude", "longitude", "accuracy_m", "captured_at", "provider", "is_mock", "altitude_m", "speed_mps", "distance_m"],
            location.Where(member => member.Value is null).Select(member => member.Key));
        Assert.Equal("unverified", location.Text("verdict"));
        var signal = item["signals"]!.AsArray().Single()!.AsObject();
        Assert.Equal(("location_unverified", 15), (signal.Text("name"), signal["weight"]!.GetValue<int>()));
        Assert.Equal("the device sent no location", signal.Text("detail"));
        Assert.Equal("", (await CsvAsync(tenant)).Single()["latitude"]);
    }

    [Fact]
    public async Task Csv_is_RFC_4180_flat_and_complete()
    {
        var (tenant, issued) = await AttemptedAsync(body =>
        {
            body["location"]!["longitude"] = -2.5;
            body["location"]!["is_mock"] = true;
            body["device"]!["model"] = "a \"quoted\", long name";
            body["device"]!["is_rooted"] = true;
            body["captured_at"] = Millis(service.Clock.GetUtcNow().AddSeconds(-30));
        });
        var response = await tenant.Retailer.StreamAsync("text/csv");
        Assert.Equal("text/csv; charset=utf-8; header=present", response.Content.Headers.ContentType!.ToString());
        Assert.Matches("^attachment; filename=\"attempts-[0-9]{8}T[0-9]{6}Z\\.csv\"$", response.Content.Headers.ContentDisposition!.ToString());
        var text = await response.Content.ReadAsStringAsync();
        Assert.StartsWith(
            "id,delivery_id,order_id,courier_id,outcome,compared,tries_left,recorded_at,captured_at,clock_skew_s,latitude,longitude,"
            + "accuracy_m,location_captured_at,provider,is_mock,altitude_m,speed_mps,distance_m,verdict,device_id,device_platform,"
            + "device_manufacturer,device_model,device_os_version,device_app_version,device_is_rooted,device_is_emulator,"
            + "device_network,device_battery_percent,scanned_barcode,signals,caller_address,not_usable,token_id,api_key_id\r\n",
            text,
            StringComparison.Ordinal);
        Assert.Contains(",\"a \"\"quoted\"\", long name\",", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);

        var row = (await CsvAsync(tenant)).Single();
        Assert.Equal(issued.Id.ToString(), row["delivery_id"]);
        Assert.Equal("-2.5", row["longitude"]);
        Assert.StartsWith("-30", row["clock_skew_s"], StringComparison.Ordinal);
        Assert.Equal(("true", "true", "false"), (row["is_mock"], row["device_is_rooted"], row["device_is_emulator"]));
        Assert.Equal("location_unverified mock_location compromised_device", row["signals"]);
        Assert.Equal(("63", "41", "0.2", "127.0.0.1"), (row["device_battery_percent"], row["altitude_m"], row["speed_mps"], row["caller_address"]));
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1")]
    [InlineData("-1+1")]
    [InlineData("@SUM(1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("  =1")]
    [InlineData("＝1")]
    public async Task Text_is_no_formula(string text)
    {
        var (tenant, _) = await AttemptedAsync(body =>
        {
            foreach (var member in (string[])["id", "platform", "manufacturer", "model", "os_version", "app_version", "network"])
                body["device"]![member] = text;
            body["location"]!["provider"] = text;
            body["scanned_barcode"] = text;
        });
        var row = (await CsvAsync(tenant)).Single();
        foreach (var column in (string[])["device_id", "device_platform", "device_manufacturer", "device_model", "device_os_version",
            "device_app_version", "device_network", "provider", "scanned_barcode"])
        {
            Assert.Equal("'" + text.Trim(), row[column]); // the blanks at its edges are gone
        }

        Assert.Equal(text.Trim(), (await tenant.Retailer.FindAsync("")).Items().Single()["device"]!["model"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/html", "application/json")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("TEXT/CSV;q=0.5", "text/csv")]
    [InlineData("application/x-ndjson", "application/x-ndjson")]
    public async Task Accept_chooses(string accept, string mediaType)
    {
        var (tenant, _) = await AttemptedAsync();
        var response = await tenant.Retailer.StreamAsync(accept);
        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_stream_is_more_than_a_page_and_takes_no_limit()
    {
        var (tenant, issued) = await AttemptedAsync();
        await service.Database.MultiplyAsync(issued.Id, 2_345);
        var rows = await CsvAsync(tenant);
        Assert.Equal(2_346, rows.Count);
        Assert.Equal(2_346, rows.DistinctBy(row => row["id"]).Count());
        Assert.Equal(rows.Select(row => row["id"]).OrderDescending(StringComparer.Ordinal), rows.Select(row => row["id"]));
        await (await tenant.Retailer.StreamAsync("text/csv", "limit=5")).ProblemAsync(400, "validation");
        await (await tenant.Retailer.StreamAsync("application/x-ndjson", "cursor=AAAAAAAAAAAAAAAAAAAAAA")).ProblemAsync(400, "validation");
        Assert.Empty(await (await tenant.Retailer.StreamAsync("application/x-ndjson", "courier_id=nobody")).Content.ReadAsStringAsync());
        Assert.Single((await (await tenant.Retailer.StreamAsync("text/csv", "courier_id=nobody")).Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task R2_no_reply_shows_digits_or_digests()
    {
        var (tenant, issued) = await AttemptedAsync();
        var wrong = issued.WrongCode();
        var digest = await service.Database.ScalarAsync<string>(
            $"select encode(presented_digest, 'hex') || ' ' || encode(presented_digest, 'base64') from deliveryotp.journal where delivery_id = '{issued.Id}' and kind = 'attempted'");
        string[] secrets = [$"\"{issued.Code}\"", $"\"{wrong}\"", $",{issued.Code},", $",{wrong},", "digest", .. digest!.Split(' ')];
        var id = (await tenant.Retailer.IdsAsync("")).Single();
        string[] replies =
        [
            await tenant.Retailer.GetStringAsync("/v1/attempts"),
            await tenant.Retailer.GetStringAsync($"/v1/attempts/{id}"),
            await tenant.Retailer.GetStringAsync($"/v1/deliveries/{issued.Id}/timeline"),
            await (await tenant.Retailer.StreamAsync("text/csv")).Content.ReadAsStringAsync(),
            await (await tenant.Retailer.StreamAsync("application/x-ndjson")).Content.ReadAsStringAsync(),
        ];
        Assert.All(replies, reply => Assert.All(secrets, secret => Assert.DoesNotContain(secret, reply, StringComparison.OrdinalIgnoreCase)));
    }

    private async Task<(Tenant Tenant, Issued Issued)> AttemptedAsync(Action<JsonObject>? change = null)
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        await (await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.WrongCode(), service.Clock.GetUtcNow(), change: change)).JsonAsync();
        return (tenant, issued);
    }

    private static async Task<List<Dictionary<string, string>>> CsvAsync(Tenant tenant)
    {
        var text = await (await tenant.Retailer.StreamAsync("text/csv")).Content.ReadAsStringAsync();
        var records = CsvRecords.Parse(text);
        return [.. records.Skip(1).Select(record => records[0].Zip(record).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))];
    }

    /// <summary>41.0 and 41 are one number.</summary>
    private static string? Plain(JsonNode? value) => double.TryParse(value?.ToJsonString(), CultureInfo.InvariantCulture, out var number)
        ? number.ToString(CultureInfo.InvariantCulture)
        : value?.ToString();

    private static string Millis(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
