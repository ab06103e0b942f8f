using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Disputes;

/// <summary>A code alone proves nothing, and nobody decides against the record.</summary>
public sealed class GroundsTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task A_rejection_on_the_code_alone_is_refused_and_nothing_is_written()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await service.DeliveredAsync(tenant);
        var id = await tenant.Support.OpenedAsync(issued.Id);
        foreach (var grounds in new string[][] { ["code_accepted"], [] })
        {
            var problem = await (await tenant.Support.DecideAsync(id, "rejected", grounds, key: "same")).ProblemAsync(422, "insufficient_grounds");
            Assert.StartsWith("A code alone proves nothing: name at least one more ground", problem.Text("detail"), StringComparison.Ordinal);
            Assert.Empty(problem["grounds"]!.AsArray());
        }

        Assert.Equal(["issued", "attempted", "dispute_opened"], await tenant.KindsAsync(issued.Id));
        Assert.Equal("open", (await tenant.Retailer.DisputeAsync(id))["dispute"]!.AsObject().Text("state"));
        await (await tenant.Support.DecideAsync(id, "rejected", ["code_accepted", "inside_geofence"], key: "same")).JsonAsync();
    }

    [Fact]
    public async Task What_the_record_contradicts_is_no_ground_for_anything()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await service.DeliveredAsync(tenant, change: body => body["location"]!["is_mock"] = true);
        var id = await tenant.Support.OpenedAsync(issued.Id);
        var problem = await (await tenant.Support.DecideAsync(id, "rejected", ["code_accepted", "no_signals", "recipient_receipt"]))
            .ProblemAsync(422, "insufficient_grounds");
        Assert.Equal(["no_signals", "recipient_receipt"], problem["grounds"]!.AsArray().Select(ground => ground!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Contains("The record contradicts no_signals", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("A code alone proves nothing", problem.Text("detail"), StringComparison.Ordinal);
        await (await tenant.Support.DecideAsync(id, "refund", ["no_signals"])).ProblemAsync(422, "insufficient_grounds");
        await (await tenant.Support.DecideAsync(id, "rejected", ["code_accepted", "photo"])).JsonAsync();
    }

    [Fact]
    public async Task Each_ground_stands_beside_what_the_record_says_of_it()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await service.DeliveredAsync(tenant, new { courier_id = "crr-071" });
        await (await tenant.Recipient(issued).PostAsync("/v1/tracking/receipts", new { })).JsonAsync();
        var grounds = GroundsOf(await tenant.Retailer.DisputeAsync(await tenant.Support.OpenedAsync(issued.Id)));
        Assert.Equal(
            [
                "code_accepted supports", "inside_geofence supports", "assigned_courier supports", "bound_device cant_say",
                "recipient_receipt supports", "photo cant_say", "signature cant_say", "no_signals supports", "other_evidence cant_say",
            ],
            grounds.Select(ground => $"{ground.Text("ground")} {ground.Text("record")}"));
        Assert.Matches(@"^\d+ \w{3} \d\d:\d\d, visit 1$", grounds[0].Text("words"));
        Assert.Equal("3 m ±13, inside", grounds[1].Text("words"));

        var untouched = GroundsOf(await tenant.Retailer.DisputeAsync(await tenant.Support.OpenedAsync((await tenant.IssueAsync()).Id)));
        Assert.Equal(["contradicts", "supports"], new[] { untouched[0], untouched[7] }.Select(ground => ground.Text("record")));
    }

    [Theory]
    [InlineData("""{"outcome":"refund","grounds":["photo","photo"],"reasons":"long enough to be one reason"}""", "$.grounds")]
    [InlineData("""{"outcome":"refund","grounds":["other_evidence"],"reasons":"long enough to be one reason"}""", "$.evidence_kept_at")]
    [InlineData("""{"outcome":"refund","grounds":[],"reasons":"too short"}""", "$.reasons")]
    [InlineData("""{"grounds":[],"reasons":"long enough to be one reason"}""", "$.outcome")]
    [InlineData("""{"outcome":"refund","grounds":["his word"],"reasons":"long enough to be one reason"}""", "$.grounds[0]")]
    public async Task A_decision_that_is_none_is_named_by_its_member(string body, string member)
    {
        var tenant = await service.NewTenantAsync();
        var id = await tenant.Support.OpenedAsync((await tenant.IssueAsync()).Id);
        var problem = await (await tenant.Support.PostAsync($"/v1/disputes/{id}/decisions", JsonNode.Parse(body))).ProblemAsync(400, "validation");
        Assert.Equal(member, Assert.Single(problem["errors"]!.AsObject()).Key);
    }

    private static JsonObject[] GroundsOf(JsonObject dispute) => [.. dispute["grounds"]!.AsArray().Select(ground => ground!.AsObject())];
}
