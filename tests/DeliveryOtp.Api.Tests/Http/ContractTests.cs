using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>The document is complete, and the judge that holds answers against it can say no.</summary>
public sealed class ContractTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Document_is_OpenAPI_3_1_and_every_operation_is_complete()
    {
        var document = await DocumentAsync();
        Assert.StartsWith("3.1", document.Text("openapi"), StringComparison.Ordinal);
        var tags = document["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()).ToHashSet();
        var contract = await ContractHandler.LiveAsync(service.BaseUrl);
        Assert.NotEmpty(contract.Operations);
        Assert.All(contract.Operations, operation =>
        {
            Assert.NotNull(operation.Node["operationId"]);
            Assert.NotNull(operation.Node["summary"]);
            Assert.Contains("Roles: ", operation.Node["description"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.NotEmpty(operation.Node["security"]!.AsArray());
            Assert.All(operation.Node["tags"]!.AsArray(), tag => Assert.Contains(tag!.GetValue<string>(), tags));
            foreach (var status in new[] { "401", "403", "429", "500", "503" })
                Assert.NotNull(operation.Node["responses"]![status]);
        });
    }

    [Fact]
    public async Task Every_body_has_an_example_that_its_schema_allows()
    {
        var document = await DocumentAsync();
        var contract = await ContractHandler.LiveAsync(service.BaseUrl);
        var complaints = new List<string>();
        foreach (var (schema, content) in contract.Operations.SelectMany(operation => operation.Bodies()))
        {
            var examples = ExamplesOf(document, content).ToArray();
            if (examples.Length == 0)
                complaints.Add($"{schema} has no example: add Http/OpenApi/Examples/<contract>.json");
            else if (schema.EndsWith("json", StringComparison.Ordinal) && !schema.EndsWith("ndjson", StringComparison.Ordinal))
                complaints.AddRange(examples.Select(example => contract.JudgeValue(schema, example)).OfType<string>().Select(text => $"{schema}: {text}"));
        }

        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("nothing", null)]
    [InlineData("path", "is not in the OpenAPI document")]
    [InlineData("status", "200 is not in the OpenAPI document")]
    [InlineData("header", "the header Cache-Control is not in the OpenAPI document")]
    [InlineData("missing header", "the header X-Promised is missing")]
    [InlineData("member", "NoAdditionalPropertiesAllowed")]
    [InlineData("missing member", "PropertyRequired")]
    [InlineData("type", "IntegerExpected")]
    [InlineData("media type", "the media type application/json is not in the OpenAPI document")]
    public async Task Doctored_document_fails(string what, string? verdict)
    {
        var contract = await Contract.ParseAsync(Doctor(await DocumentAsync(), what).ToJsonString());
        var tenant = await service.NewTenantAsync();
        await tenant.IssueAsync();
        using var client = new HttpClient(new ContractHandler(service.BaseUrl, _ => Task.FromResult(contract)))
        {
            BaseAddress = service.BaseUrl,
            DefaultRequestHeaders = { { "Authorization", $"Bearer {tenant.RetailerKey}" } },
        };
        var failure = await Record.ExceptionAsync(() => client.GetAsync("/v1/deliveries"));
        if (verdict is null)
            Assert.Null(failure);
        else
            Assert.Contains(verdict, Assert.IsType<Xunit.Sdk.FailException>(failure).Message, StringComparison.Ordinal);
    }

    private static JsonObject Doctor(JsonObject document, string what)
    {
        var paths = document["paths"]!.AsObject();
        var answer = paths["/v1/deliveries"]!["get"]!["responses"]!["200"]!.AsObject();
        var delivery = document["components"]!["schemas"]!["DeliveryResponse"]!.AsObject();
        switch (what)
        {
            case "path":
                paths.Remove("/v1/deliveries");
                break;
            case "status":
                paths["/v1/deliveries"]!["get"]!["responses"]!.AsObject().Remove("200");
                break;
            case "header":
                answer["headers"]!.AsObject().Remove("Cache-Control");
                break;
            case "missing header":
                answer["headers"]!["X-Promised"] = new JsonObject { ["required"] = true };
                break;
            case "member":
                delivery["properties"]!.AsObject().Remove("unlocks");
                break;
            case "missing member":
                delivery["required"]!.AsArray().Add("promised");
                break;
            case "type":
                delivery["properties"]!["order_id"]!["type"] = "integer";
                break;
            case "media type":
                answer["content"] = new JsonObject { ["text/csv"] = new JsonObject() };
                break;
        }

        return document;
    }

    private static IEnumerable<string> ExamplesOf(JsonObject document, JsonObject content)
    {
        if (content["example"] is { } single)
            yield return single.ToJsonString();
        foreach (var (name, example) in content["examples"]?.AsObject() ?? [])
        {
            var value = example!["value"] ?? document["components"]!["examples"]![name]!["value"];
            yield return value!.ToJsonString();
        }
    }

    private async Task<JsonObject> DocumentAsync()
    {
        using var client = new HttpClient { BaseAddress = service.BaseUrl };
        return JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!.AsObject();
    }
}
