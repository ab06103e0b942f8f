using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Deliveries;

public sealed class IssuingTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task R1_create_issues_a_code_that_no_other_reply_shows()
    {
        var tenant = await service.NewTenantAsync();
        var response = await tenant.Retailer.PostAsync("/v1/deliveries", Full());
        var issued = await response.JsonAsync();
        Assert.Equal(201, (int)response.StatusCode);
        Assert.Equal($"/v1/deliveries/{issued.Text("id")}", response.Headers.Location?.ToString());
        Assert.Equal(["id", "order_id", "status", "generation", "tries_left", "code", "expires_at", "recipient_url", "created_at"], issued.Select(pair => pair.Key));
        Assert.Matches("^[0-9]{6}$", issued.Text("code"));
        Assert.Equal(("pending", 1, 3), (issued.Text("status"), (int)issued["generation"]!, (int)issued["tries_left"]!));

        var read = await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Text("id")}");
        var text = await read.Content.ReadAsStringAsync();
        Assert.DoesNotContain(issued.Text("code"), text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"code\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_was_given_is_read_back()
    {
        var tenant = await service.NewTenantAsync();
        var body = Full();
        var issued = await (await tenant.Retailer.PostAsync("/v1/deliveries", body)).JsonAsync();
        var read = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Text("id")}")).JsonAsync();
        foreach (var member in new[] { "order_id", "destination", "courier_id", "parcel_barcode", "seller", "recipient" })
            Assert.True(JsonNode.DeepEquals(body[member], read[member]), $"{member}: {read[member]}");
        Assert.Equal(150, (int)read["policy"]!["radius_m"]!);
        Assert.Equal("enforce", read["policy"]!["place"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_code_lives_24_hours_and_at_most_7_days()
    {
        var tenant = await service.NewTenantAsync();
        var now = service.Clock.GetUtcNow();
        var issued = await tenant.IssueAsync();
        var read = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}")).JsonAsync();
        Assert.Equal(24, Math.Round((read["expires_at"]!.GetValue<DateTimeOffset>() - now).TotalHours, 2));

        foreach (var until in new[] { now, now.AddDays(7).AddMinutes(1) })
        {
            var body = Full();
            body["deliver_until"] = until;
            var problem = await (await tenant.Retailer.PostAsync("/v1/deliveries", body)).ProblemAsync(400, "validation");
            Assert.Contains("$.deliver_until", problem["errors"]!.AsObject().Select(pair => pair.Key));
        }
    }

    [Fact]
    public async Task On_arrival_nobody_gets_the_code_and_nothing_is_accepted_without_an_arrival()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { policy = new { code_release = "on_arrival" } });
        Assert.Null(issued.Code);
        var courier = await tenant.CourierAsync();
        var verdict = await (await courier.AttemptAsync(issued.Id, "000000", service.Clock.GetUtcNow())).JsonAsync();
        Assert.Equal(("no_arrival", 3), (verdict.Text("outcome"), (int)verdict["tries_left"]!));
        var reissued = await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", null)).JsonAsync();
        Assert.Null(reissued["code"]);
    }

    [Fact]
    public async Task A_second_delivery_for_a_live_parcel_of_an_order_is_refused_and_names_the_first()
    {
        var tenant = await service.NewTenantAsync();
        var first = await tenant.IssueAsync(new { parcel_barcode = "TBA123456789000" });
        var problem = await (await Again()).ProblemAsync(409, "order_exists");
        Assert.Equal(first.Id, problem["delivery_id"]!.GetValue<Guid>());

        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{first.Id}/cancellations", new { reason = "lost" })).JsonAsync();
        Assert.Equal(201, (int)(await Again()).StatusCode);

        Task<HttpResponseMessage> Again()
        {
            var body = Full();
            body["order_id"] = first.OrderId;
            return tenant.Retailer.PostAsync("/v1/deliveries", body);
        }
    }

    [Fact]
    public async Task An_order_whose_delivery_has_expired_gets_a_new_one_and_the_expiry_is_journaled()
    {
        await using var own = new Service();
        await ((IAsyncLifetime)own).InitializeAsync();
        var tenant = await own.NewTenantAsync();
        var first = await tenant.IssueAsync(new { parcel_barcode = "TBA123456789000" });
        own.Clock.Advance(TimeSpan.FromHours(24));
        var body = Full();
        body["order_id"] = first.OrderId;
        Assert.Equal(201, (int)(await tenant.Retailer.PostAsync("/v1/deliveries", body)).StatusCode);
        var read = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{first.Id}")).JsonAsync();
        Assert.Equal("expired", read.Text("status"));
        Assert.Equal(
            "issued,expired",
            await own.Database.ScalarAsync<string>(
                $"select string_agg(kind, ',' order by sequence) from deliveryotp.journal where delivery_id = '{first.Id}'"));
    }

    [Fact]
    public async Task A_repeated_creation_answers_the_same_code_while_it_lives()
    {
        var tenant = await service.NewTenantAsync();
        var body = Full();
        var first = await (await tenant.Retailer.PostAsync("/v1/deliveries", body, "key-1")).JsonAsync();
        var replay = await tenant.Retailer.PostAsync("/v1/deliveries", body, "\"key-1\"");
        Assert.Equal("true", replay.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.True(JsonNode.DeepEquals(first, await replay.JsonAsync()));

        var other = Full();
        await (await tenant.Retailer.PostAsync("/v1/deliveries", other, "key-1")).ProblemAsync(422, "idempotency_key_reused");

        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{first.Text("id")}/codes", null)).JsonAsync();
        Assert.Null((await (await tenant.Retailer.PostAsync("/v1/deliveries", body, "key-1")).JsonAsync())["code"]);
    }

    private static JsonObject Full() => new()
    {
        ["order_id"] = Guid.NewGuid().ToString(),
        ["destination"] = new JsonObject
        {
            ["latitude"] = 48.85661,
            ["longitude"] = 2.35222,
            ["country"] = "FR",
            ["address"] = "12 rue de Rivoli, 75004 Paris",
        },
        ["courier_id"] = "crr-071",
        ["parcel_barcode"] = "TBA123456789000",
        ["seller"] = new JsonObject { ["name"] = "Example Italia S.r.l.", ["country"] = "IT", ["marketplace"] = "example.it" },
        ["recipient"] = new JsonObject { ["language"] = "fr", ["email"] = "claire@example.org", ["phone"] = "+33612345678" },
        ["policy"] = new JsonObject { ["code_release"] = "on_issue", ["radius_m"] = 150 },
    };
}
