using System.Text.Json;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Safety;

namespace DeliveryOtp.Api.Tests.Operation;

/// <summary>What an operator finds on the standard output of a real process.</summary>
public sealed class ConsoleTests
{
    private const string Level = "Logging__LogLevel__Default";
    private const string Formatter = "Logging__Console__FormatterName";

    [Fact]
    public async Task A_trace_id_is_found_by_grep_in_lines_that_are_all_JSON()
    {
        using var server = await StoppableServer.StartAsync();
        using var api = await ApiProcess.StartAsync(server.Database, variables: Variables((Level, "Information")));
        var tenant = await Tenant.CreateAsync(api.BaseUrl, Service.AdminKey);
        var issued = await tenant.IssueAsync(new { order_id = "404-1" });
        var order = new { order_id = "404-1", destination = new { latitude = Tenant.Latitude, longitude = Tenant.Longitude, country = "FR" } };
        var delivery = $"/v1/deliveries/{issued.Id}";
        JsonObject[] problems =
        [
            await (await tenant.Retailer.GetAsync($"/v1/deliveries/{Guid.CreateVersion7()}")).ProblemAsync(404, "not_found"),
            await (await tenant.Retailer.PostAsync("/v1/deliveries", order)).ProblemAsync(409, "order_exists"),
            await (await tenant.Retailer.PostAsync($"{delivery}/holds", new { })).ProblemAsync(400, "validation"),
        ];
        foreach (var problem in problems)
        {
            var line = Assert.Single(await GrepAsync(api, problem.Text("trace_id")));
            Assert.Equal((problem.Text("type"), tenant.Id.ToString()), ($"/problems/{line.Text("problem")}", line.Text("retailer_id")));
        }

        await server.CrashAsync();
        var outage = await (await tenant.Retailer.GetAsync(delivery)).ProblemAsync(503, "unavailable");
        var found = await GrepAsync(api, outage.Text("trace_id"));
        Assert.Contains(found, line => line.ContainsKey("exception"));
        Assert.All(found, line => Assert.Equal(("unavailable", issued.Id.ToString()), (line.Text("problem"), line.Text("delivery_id"))));
        Assert.All(api.Output, line => Assert.Equal(JsonValueKind.Object, JsonNode.Parse(line)!.GetValueKind()));
    }

    [Fact]
    public async Task Who_wants_lines_for_people_gets_them_with_the_trace_id()
    {
        var database = await (await TestCluster.SharedAsync()).CreateDatabaseAsync();
        using var api = await ApiProcess.StartAsync(database, variables: Variables((Level, "Information"), (Formatter, "simple")));
        using var client = Tenant.ClientOf(api.BaseUrl, Service.AdminKey);
        var problem = await (await client.GetAsync("/v1/nothing")).ProblemAsync(404, "not_found");

        await Eventually.AsyncTrue(() => Task.FromResult(api.Output.Any(line => line.Contains($"404 not_found", StringComparison.Ordinal)
            && line.EndsWith($"trace {problem.Text("trace_id")}", StringComparison.Ordinal))));
    }

    private static async Task<JsonObject[]> GrepAsync(ApiProcess api, string trace)
    {
        await Eventually.AsyncTrue(() => Task.FromResult(api.Output.Any(line => line.Contains("request_refused", StringComparison.Ordinal) && line.Contains(trace, StringComparison.Ordinal))));
        return [.. api.Output.Where(line => line.Contains(trace, StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    private static Dictionary<string, string> Variables(params (string Name, string Value)[] variables) =>
        variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
}
