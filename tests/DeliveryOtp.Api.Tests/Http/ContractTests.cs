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

    [Fact]
    public async Task Operations_have_names_that_make_good_methods()
    {
        var contract = await ContractHandler.LiveAsync(service.BaseUrl);
        var names = contract.Operations.Select(operation => operation.Node.Text("operationId")).ToArray();
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[a-z]+([A-Z][a-z]+)+$", name));
    }

    [Fact]
    public async Task A_body_is_required_but_where_it_may_be_left_out()
    {
        var contract = await ContractHandler.LiveAsync(service.BaseUrl);
        Assert.Equal(
            ["confirmReceipt", "denyArrival", "reissueCode", "retryWebhookDelivery", "revealCode", "rotateWebhookSecret", "sendRecipientLink", "testWebhookEndpoint"],
            contract.Operations
                .Where(operation => operation.Node["requestBody"] is { } body && body["required"]?.GetValue<bool>() is not true)
                .Select(operation => operation.Node.Text("operationId"))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_value_of_every_enum_is_described_and_nothing_speaks_of_types_of_the_code()
    {
        var document = await DocumentAsync();
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            foreach (var value in schema!["enum"]?.AsArray() ?? [])
                Assert.Matches($@"(?m)^- `{value}`: .{{5,}}$", $"{schema["description"]}");
            if (schema["enum"] is not null)
                Assert.Equal(name, schema["x-ms-enum"]!["name"]!.GetValue<string>());
        }

        Assert.DoesNotContain("DeliveryOtp.", document.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_event_is_in_the_webhooks_with_an_example_that_its_schema_allows()
    {
        var document = await DocumentAsync();
        var contract = await ContractHandler.LiveAsync(service.BaseUrl);
        var webhooks = document["webhooks"]!.AsObject();
        Assert.Equal(
            document["components"]!["schemas"]!["EventType"]!["enum"]!.AsArray().Select(type => type!.GetValue<string>()),
            webhooks.Select(webhook => webhook.Key));
        Assert.All(webhooks, webhook =>
        {
            var example = webhook.Value!["post"]!["requestBody"]!["content"]!["application/json"]!["example"];
            Assert.True(example is not null, $"add {webhook.Key} to Http/OpenApi/Examples/events.json");
            Assert.Null(contract.JudgeEvent(webhook.Key, example.ToJsonString()));
        });
    }

    [Theory]
    [InlineData("held", """{"reason":"asked"}""", true)]
    [InlineData("held", """{"text":"asked"}""", false)]
    [InlineData("noted", """{"text":"asked"}""", true)]
    [InlineData("noted", """{"text":"asked","reason":"asked"}""", false)]
    [InlineData("sold", """{"text":"asked"}""", false)]
    public async Task What_an_entry_tells_is_of_the_type_of_its_kind(string kind, string detail, bool isAllowed)
    {
        var contract = await ContractHandler.LiveAsync(service.BaseUrl);
        var entry = $$"""
            {"sequence":1,"id":"01930fb1-90aa-7c21-9f3b-2d1c0b9a8f7e","kind":"{{kind}}","recorded_at":"2026-11-24T14:06:31.402Z",
             "actor":{"role":"support","id":"x","name":null},"courier_id":null,"device_id":null,"detail":{{detail}},"leaf_index":null}
            """;
        Assert.Equal(isAllowed, contract.JudgeValue("TimelineEntry", entry) is null);
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
