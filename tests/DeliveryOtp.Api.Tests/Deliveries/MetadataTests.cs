using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Persistence;

namespace DeliveryOtp.Api.Tests.Deliveries;

/// <summary>What a retailer keeps with a delivery for itself.</summary>
public sealed class MetadataTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task It_is_in_the_reply_the_delivery_and_the_list()
    {
        var tenant = await service.NewTenantAsync();
        var created = await CreateAsync(tenant, new { depot = "Lyon 3", tour = "  12 ", none = "" });
        var id = created["id"]!.GetValue<Guid>();
        const string expected = """{"depot":"Lyon 3","tour":"12"}""";
        Assert.Equal(expected, (await ReadAsync(tenant, id))["metadata"]!.ToJsonString());
        var listed = await (await tenant.Support.GetAsync("/v1/deliveries")).JsonAsync();
        Assert.Equal(expected, listed["data"]![0]!["metadata"]!.ToJsonString());
        Assert.Equal("{}", (await ReadAsync(tenant, (await tenant.IssueAsync()).Id))["metadata"]!.ToJsonString());
    }

    [Fact]
    public async Task A_change_merges_key_by_key_and_leaves_code_and_generation()
    {
        var tenant = await service.NewTenantAsync();
        var created = await CreateAsync(tenant, new { depot = "Lyon 3", tour = "12" });
        var id = created["id"]!.GetValue<Guid>();
        using var courier = await tenant.CourierAsync();
        await (await courier.ArriveAsync(id, service.Clock.GetUtcNow())).JsonAsync();
        var changed = await ChangeAsync(tenant, id, """{"depot":null,"tour":"13","seen":"yes"}""");
        Assert.Equal("""{"seen":"yes","tour":"13"}""", changed["metadata"]!.ToJsonString());
        var attempt = await (await courier.AttemptAsync(id, created.Text("code"), service.Clock.GetUtcNow())).JsonAsync();
        Assert.Equal("accepted", attempt.Text("outcome"));

        // Also when the delivery is over, and once for each key.
        await ChangeAsync(tenant, id, """{"refund":"re_1"}""", "note-1");
        var replay = await tenant.Retailer.SendAsync(HttpMethod.Patch, $"/v1/deliveries/{id}/metadata", Body("""{"refund":"re_1"}"""), "note-1");
        Assert.Equal("true", replay.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal("""{"refund":"re_1","seen":"yes","tour":"13"}""", (await ReadAsync(tenant, id))["metadata"]!.ToJsonString());

        // The journal says that it changed, and not what it is.
        Assert.Equal(
            """{"field": "metadata"}|{"field": "metadata"}""",
            await service.Database.ScalarAsync<string>(
                $"select string_agg(detail::text, '|') from deliveryotp.journal where delivery_id = '{id}' and kind = 'changed'"));
        await JournalCheckTests.QuietAsync(service.Database);
        Assert.Empty(await JournalCheckTests.CheckAsync(service.Database, new(tenant.Id), withOrder: false));
    }

    [Fact]
    public async Task What_is_there_already_is_no_change()
    {
        var tenant = await service.NewTenantAsync();
        var id = (await CreateAsync(tenant, new { depot = "Lyon 3" }))["id"]!.GetValue<Guid>();
        await ChangeAsync(tenant, id, """{"depot":"Lyon 3","gone":null}""");
        Assert.Equal(1L, await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.journal where delivery_id = '{id}'"));
    }

    [Theory]
    [InlineData("""{"":"x"}""")]
    [InlineData("""{" edge":"x"}""")]
    [InlineData("""{"k12345678901234567890123456789012345678901":"x"}""")]
    [InlineData("""{"a":"\u200b"}""")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":{"b":"c"}}""")]
    [InlineData("""["a"]""")]
    public async Task What_can_not_be_kept_is_refused(string metadata)
    {
        var tenant = await service.NewTenantAsync();
        var id = (await tenant.IssueAsync()).Id;
        var problem = await (await tenant.Retailer.SendAsync(HttpMethod.Patch, $"/v1/deliveries/{id}/metadata", Body(metadata)))
            .ProblemAsync(400, "validation");
        Assert.Contains(problem["errors"]!.AsObject(), error => error.Key.StartsWith("$.metadata", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Twenty_keys_are_enough()
    {
        var tenant = await service.NewTenantAsync();
        var twenty = new JsonObject(Enumerable.Range(0, 20).Select(n => KeyValuePair.Create($"k{n}", (JsonNode?)new string('x', 500))));
        var id = (await CreateAsync(tenant, twenty))["id"]!.GetValue<Guid>();
        var problem = await (await tenant.Retailer.SendAsync(HttpMethod.Patch, $"/v1/deliveries/{id}/metadata", Body("""{"k20":"x"}""")))
            .ProblemAsync(409, "state_conflict");
        Assert.Contains("20 keys", problem.Text("detail"), StringComparison.Ordinal);
        await ChangeAsync(tenant, id, """{"k20":"x","k0":null}""");
        twenty["k21"] = "x";
        await (await tenant.Retailer.PostAsync("/v1/deliveries", OrderWith(twenty.DeepClone()))).ProblemAsync(400, "validation");
        twenty.Clear();
        twenty["k"] = new string('x', 501);
        await (await tenant.Retailer.PostAsync("/v1/deliveries", OrderWith(twenty.DeepClone()))).ProblemAsync(400, "validation");
    }

    [Fact]
    public async Task Somebody_elses_stays_as_it_is()
    {
        var (tenant, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var id = (await CreateAsync(tenant, new { depot = "Lyon 3" }))["id"]!.GetValue<Guid>();
        await (await other.Retailer.SendAsync(HttpMethod.Patch, $"/v1/deliveries/{id}/metadata", Body("""{"depot":null}"""))).ProblemAsync(404, "not_found");
        await (await tenant.Support.SendAsync(HttpMethod.Patch, $"/v1/deliveries/{id}/metadata", Body("""{"depot":null}"""))).ProblemAsync(403, "forbidden");
        Assert.Equal("""{"depot":"Lyon 3"}""", (await ReadAsync(tenant, id))["metadata"]!.ToJsonString());
    }

    private static JsonObject OrderWith(JsonNode? metadata) => new()
    {
        ["order_id"] = Guid.NewGuid().ToString(),
        ["destination"] = new JsonObject { ["latitude"] = Tenant.Latitude, ["longitude"] = Tenant.Longitude, ["country"] = "FR" },
        ["metadata"] = metadata,
    };

    private static async Task<JsonObject> CreateAsync(Tenant tenant, object metadata) =>
        await (await tenant.Retailer.PostAsync("/v1/deliveries", OrderWith(System.Text.Json.JsonSerializer.SerializeToNode(metadata)))).JsonAsync();

    private static JsonObject Body(string metadata) => new() { ["metadata"] = JsonNode.Parse(metadata) };

    private static async Task<JsonObject> ChangeAsync(Tenant tenant, Guid id, string metadata, string? key = null) =>
        await (await tenant.Retailer.SendAsync(HttpMethod.Patch, $"/v1/deliveries/{id}/metadata", Body(metadata), key)).JsonAsync();

    private static async Task<JsonObject> ReadAsync(Tenant tenant, Guid id) => await (await tenant.Retailer.GetAsync($"/v1/deliveries/{id}")).JsonAsync();
}
