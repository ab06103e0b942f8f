using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Deliveries;

/// <summary>Texts that identify are one text, however a scanner, a form or a keyboard spelled them.</summary>
public sealed class TextTests(Service service) : IClassFixture<Service>
{
    [Theory]
    [InlineData("A-1 ")]
    [InlineData("\t A-1\r\n")]
    [InlineData("\u00a0A-1\u3000")]
    public async Task Blanks_at_the_edges_make_no_other_order(string spelled)
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { order_id = "A-1" });
        var problem = await (await CreateAsync(tenant, new { order_id = spelled })).ProblemAsync(409, "order_exists");
        Assert.Equal(issued.Id.ToString(), problem.Text("delivery_id"));
        var found = await (await tenant.Retailer.GetAsync($"/v1/deliveries?order_id={Uri.EscapeDataString(spelled)}")).JsonAsync();
        Assert.Equal(issued.Id.ToString(), found["data"]![0]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_composed_letter_and_a_decomposed_one_are_one()
    {
        var tenant = await service.NewTenantAsync();
        await tenant.IssueAsync(new { order_id = "é-1" });
        await (await CreateAsync(tenant, new { order_id = "e\u0301-1" })).ProblemAsync(409, "order_exists");
    }

    [Theory]
    [InlineData("A\u200b1", "U+200B")]
    [InlineData("A1\u202e", "U+202E")]
    [InlineData("A\r\nX", "U+000D")]
    [InlineData("A\u00001", "U+0000")]
    [InlineData("A\u2028X", "U+2028")]
    [InlineData("A\u001dX", "U+001D")]
    [InlineData("A\u200d", "U+200D")]
    [InlineData("A \u200dX", "U+200D")]
    [InlineData("\ufeffA", "U+FEFF")]
    [InlineData("A\U000e0041", "U+E0041")]
    public async Task What_nobody_can_see_is_refused_by_its_name(string order, string name)
    {
        var tenant = await service.NewTenantAsync();
        var problem = await (await CreateAsync(tenant, new { order_id = order })).ProblemAsync(400, "validation");
        Assert.Equal($"must not contain {name}, which nobody can see", problem["errors"]!["$.order_id"]![0]!.GetValue<string>());
    }

    [Theory]
    [InlineData("می\u200cخواهم-1")] // Persian: a non-joiner between letters
    [InlineData("👩\u200d👩\u200d👧")]
    [InlineData("❤\ufe0f\u200d🔥 क\u094d\u200dष")]
    public async Task Joiners_between_visible_characters_stay(string order)
    {
        var tenant = await service.NewTenantAsync();
        Assert.Equal(order, (await tenant.IssueAsync(new { order_id = order })).OrderId);
    }

    [Theory]
    [InlineData("0103453120000011\u001d17112511", "0103453120000011\u001d17112511")]
    [InlineData("[)>\u001e06\u001dP123\u001e\u0004", "[)>\u001e06\u001dP123\u001e\u0004")]
    [InlineData("TBA1\r\n", "TBA1")]
    public async Task Barcodes_keep_their_separators_and_lose_the_scanners_line_end(string sent, string kept)
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { parcel_barcode = sent });
        Assert.Equal(kept, (await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}")).JsonAsync()).Text("parcel_barcode"));
        var reply = await (await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.Code!, change: body => body["scanned_barcode"] = sent + "\n")).JsonAsync();
        Assert.Equal("accepted", reply.Text("outcome"));
    }

    [Fact]
    public async Task Reasons_keep_their_lines()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        const string Reason = "Two calls:\r\n\tnobody there.\nHeld.";
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/holds", new { reason = $" {Reason}\n" })).JsonAsync();
        var timeline = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}/timeline")).JsonAsync();
        Assert.Equal(Reason, timeline["data"]!.AsArray()[^1]!["detail"]!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_empty_text_is_an_omitted_one_everywhere()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new
        {
            courier_id = "",
            parcel_barcode = " ",
            deliver_until = "",
            destination = new { latitude = Tenant.Latitude, longitude = Tenant.Longitude, country = "FR", address = "" },
            seller = new { name = "", country = "", marketplace = "" },
            recipient = new { language = "fr", email = "", phone = "" },
        });
        var delivery = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}")).JsonAsync();
        foreach (var name in new[] { "courier_id", "parcel_barcode", "seller" })
            Assert.Null(delivery[name]);
        Assert.Null(delivery["destination"]!["address"]);
        Assert.Equal("""{"language":"fr","email":null,"phone":null}""", delivery["recipient"]!.ToJsonString());

        var bare = await tenant.IssueAsync(new { recipient = new { language = "", email = "", phone = "" } });
        Assert.Null((await (await tenant.Retailer.GetAsync($"/v1/deliveries/{bare.Id}")).JsonAsync())["recipient"]);
        var key = await (await tenant.Retailer.PostAsync("/v1/api-keys", new { role = "support", name = "desk", retailer_id = "" })).JsonAsync();
        Assert.NotNull(key["api_key"]);
        var errors = (await (await CreateAsync(tenant, new { order_id = "" })).ProblemAsync(400, "validation"))["errors"];
        Assert.Equal("is required", errors!["$.order_id"]![0]!.GetValue<string>());
    }

    [Theory]
    [InlineData("fr-FR", 201, "fr-FR")]
    [InlineData("FR-fr", 201, "fr-FR")]
    [InlineData("zh-hant-tw", 201, "zh-Hant-TW")]
    [InlineData("gsw", 201, "gsw")]
    [InlineData("fr_FR", 400, null)]
    [InlineData("french language", 400, null)]
    [InlineData("f", 400, null)]
    public async Task Languages_are_BCP_47(string language, int status, string? kept)
    {
        var tenant = await service.NewTenantAsync();
        var response = await CreateAsync(tenant, new { order_id = "L", recipient = new { language } });
        Assert.Equal(status, (int)response.StatusCode);
        if (kept is null)
            return;
        var delivery = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{(await response.JsonAsync()).Text("id")}")).JsonAsync();
        Assert.Equal(kept, delivery["recipient"]!["language"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(48.85661, 2.35222, "FR", 201)]
    [InlineData(14.6, -61.07, "FR", 201)] // Martinique
    [InlineData(42.66, 21.16, "XK", 201)]
    [InlineData(51.5, -0.12, "GB", 201)]
    [InlineData(-12.2, 96.8, "TF", 201)] // no box, no check
    [InlineData(51.5, -0.12, "UK", 400)]
    [InlineData(48.85661, 2.35222, "XX", 400)]
    [InlineData(48.85661, 2.35222, "fr", 400)]
    [InlineData(2.35222, 48.85661, "FR", 400)] // changed places
    [InlineData(48.85661, 2.35222, "IT", 400)]
    [InlineData(0, 0, "FR", 400)]
    [InlineData(0, 0, "TF", 400)]
    public async Task Destinations_are_where_their_country_is(double latitude, double longitude, string country, int status)
    {
        var tenant = await service.NewTenantAsync();
        var destination = new { latitude, longitude, country };
        var created = await CreateAsync(tenant, new { order_id = "D", destination });
        Assert.Equal(status, (int)created.StatusCode);
        var issued = await tenant.IssueAsync();
        var changed = await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/destination", destination);
        Assert.Equal(status == 201 ? 200 : 400, (int)changed.StatusCode);
        if (status == 400 && country is "FR" or "IT")
            Assert.Contains("have latitude and longitude changed places", await created.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> CreateAsync(Tenant tenant, object more)
    {
        var body = new JsonObject { ["destination"] = new JsonObject { ["latitude"] = Tenant.Latitude, ["longitude"] = Tenant.Longitude, ["country"] = "FR" } };
        foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject())
            body[name] = value?.DeepClone();
        return tenant.Retailer.PostAsync("/v1/deliveries", body);
    }
}
