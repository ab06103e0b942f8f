using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>
/// Every enum that the live document names, in bodies and queries, takes its own names to the letter and nothing that only looks
/// like them: a comma list was once read as a value that nobody had declared.
/// </summary>
public sealed class ExactEnumTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Every_enum_of_every_body_is_exact()
    {
        var (root, tenant) = (await DocumentAsync(), await service.NewTenantAsync());
        var complaints = new List<string>();
        var members = 0;
        foreach (var operation in DocumentedOperation.AllOf(root))
        {
            if (operation.Node["requestBody"]?["content"]?["application/json"] is not JsonObject content)
                continue;
            using var client = await CallerAsync(operation, tenant);
            foreach (var (path, names) in EnumsOf(root, content["schema"]!, []))
            {
                members++;
                foreach (var loose in Loose(names))
                {
                    var body = content["example"]!.DeepClone().AsObject();
                    Set(body, path, loose);
                    if (await ComplainAsync(client, operation, body, $"$.{string.Join('.', path)}") is { } complaint)
                        complaints.Add($"{complaint} to {loose?.ToJsonString()}");
                }
            }
        }

        Assert.Empty(complaints);
        Assert.True(members >= 15, $"only {members} enum members were found: is the document still read as it should be?");
    }

    [Fact]
    public async Task Every_enum_of_every_query_is_exact()
    {
        var (root, tenant) = (await DocumentAsync(), await service.NewTenantAsync());
        var complaints = new List<string>();
        var parameters = 0;
        foreach (var operation in DocumentedOperation.AllOf(root))
        {
            foreach (var parameter in (operation.Node["parameters"]?.AsArray() ?? []).Where(one => one!["in"]!.GetValue<string>() == "query"))
            {
                var schema = Resolve(root, parameter!["schema"]!["items"] ?? parameter["schema"]!);
                if (schema["enum"] is not JsonArray names)
                    continue;
                parameters++;
                var name = parameter["name"]!.GetValue<string>();
                foreach (var loose in Loose([.. names.Select(one => one!.GetValue<string>())]).OfType<JsonValue>())
                {
                    // A blank at the edge of a query's value is cut off, as of every text.
                    var value = loose.ToString();
                    if (value.Trim() != value)
                        continue;
                    var response = await tenant.Retailer.GetAsync($"{operation.Path}?{name}={Uri.EscapeDataString(value)}");
                    if ((int)response.StatusCode != 400)
                        complaints.Add($"{operation.Name}: {name}={value} is {(int)response.StatusCode}");
                }
            }
        }

        Assert.Empty(complaints);
        Assert.True(parameters >= 3, $"only {parameters} enum parameters were found: is the document still read as it should be?");
    }

    [Theory]
    [InlineData("accept, required")]
    [InlineData("enforce, flag")]
    public async Task A_refused_policy_is_not_stored(string loose)
    {
        var tenant = await service.NewTenantAsync();
        var before = await (await tenant.Retailer.GetAsync("/v1/policy")).JsonAsync();
        var member = loose.StartsWith('a') ? "device_binding" : "place";
        await (await tenant.Retailer.PutAsync("/v1/policy", new JsonObject { [member] = loose })).ProblemAsync(400, "validation");
        Assert.True(JsonNode.DeepEquals(before, await (await tenant.Retailer.GetAsync("/v1/policy")).JsonAsync()));
        Assert.Equal(0L, await service.Database.ScalarAsync<long>(
            $"select count(*) from deliveryotp.policy_changes where retailer_id = '{tenant.Id}'"));
    }

    private static JsonNode?[] Loose(string[] names)
    {
        var name = names[0];
        return
        [
            name.ToUpperInvariant(), char.ToUpperInvariant(name[0]) + name[1..], $" {name}", $"{name} ", $"{name},", $"{name}, {names[^1]}",
            $"{name},{names[^1]}", string.Empty, "0", 0, 1, true, new JsonArray(name), name.Replace("_", "", StringComparison.Ordinal) + "_",
        ];
    }

    private async Task<HttpClient> CallerAsync(DocumentedOperation operation, Tenant tenant)
    {
        var row = RoleTable.Rows[operation.Name];
        if (row.Roles.Contains("recipient", StringComparison.Ordinal))
            return Tenant.ClientOf(service.BaseUrl, (await tenant.IssueAsync()).Link);
        if (row.Roles.Contains("courier", StringComparison.Ordinal))
            return await tenant.CourierAsync();
        return Tenant.ClientOf(service.BaseUrl, row.Roles == "support" ? tenant.SupportKey : tenant.RetailerKey);
    }

    private static async Task<string?> ComplainAsync(HttpClient client, DocumentedOperation operation, JsonObject body, string member)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(operation.Method),
            operation.Path.Replace("{id}", Guid.NewGuid().ToString(), StringComparison.Ordinal));
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Content = JsonContent.Create(body);
        using var response = await client.SendAsync(request);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync());
        return (int)response.StatusCode == 400 && answer?["errors"]?[member] is not null
            ? null
            : $"{operation.Name} {member}: {(int)response.StatusCode} {answer?["errors"]?.ToJsonString()}";
    }

    /// <summary>The path to each enum member of a schema, and the names that it knows.</summary>
    private static IEnumerable<(string[] Path, string[] Names)> EnumsOf(JsonObject root, JsonNode node, string[] path)
    {
        var schema = Resolve(root, node);
        if (schema["enum"] is JsonArray names)
            yield return (path, [.. names.Select(name => name!.GetValue<string>())]);
        foreach (var choice in schema["oneOf"]?.AsArray() ?? [])
        {
            foreach (var found in EnumsOf(root, choice!, path))
                yield return found;
        }

        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            foreach (var found in EnumsOf(root, property!, [.. path, name]))
                yield return found;
        }
    }

    private static JsonObject Resolve(JsonObject root, JsonNode schema) => schema["$ref"]?.GetValue<string>() is { } reference
        ? root["components"]!["schemas"]![reference.Split('/')[^1]]!.AsObject()
        : schema.AsObject();

    private static void Set(JsonObject body, string[] path, JsonNode? value)
    {
        var target = body;
        foreach (var name in path[..^1])
        {
            if (target[name] is not JsonObject)
                target[name] = new JsonObject();
            target = target[name]!.AsObject();
        }

        target[path[^1]] = value?.DeepClone();
    }

    private async Task<JsonObject> DocumentAsync()
    {
        using var client = new HttpClient { BaseAddress = service.BaseUrl };
        return JsonNode.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!.AsObject();
    }
}
