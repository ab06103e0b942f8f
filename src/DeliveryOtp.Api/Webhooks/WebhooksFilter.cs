using System.Globalization;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Http.OpenApi;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>The <c>webhooks</c> of the document (OpenAPI 3.1): what is posted to endpoints, one for each type of event.</summary>
internal sealed class WebhooksFilter(Examples examples) : IDocumentFilter
{
    private const string Json = "application/json";

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var schemas = new EventSchemas(context.SchemaGenerator, context.SchemaRepository);
        swaggerDoc.Webhooks = WebhookEventTypes.Meanings.ToDictionary(
            type => type.Type,
            type => (IOpenApiPathItem)new OpenApiPathItem
            {
                Operations = new Dictionary<HttpMethod, OpenApiOperation>
                {
                    [HttpMethod.Post] = Post(type.Type, type.Meaning, schemas.Of(type.Type), swaggerDoc),
                },
            },
            StringComparer.Ordinal);
        if (context.SchemaRepository.Schemas.GetValueOrDefault(nameof(EventBody)) is OpenApiSchema any)
            schemas.Unite(any);
    }

    private OpenApiOperation Post(string type, string meaning, IOpenApiSchema schema, OpenApiDocument document) => new()
    {
        OperationId = $"on{KnownName.NameOf(type)}",
        Summary = meaning,
        Description = "Signed as Standard Webhooks 1.0 says; sent again with the same `webhook-id` until it is taken, for three days at most.",
        Tags = new HashSet<OpenApiTagReference> { new("Webhooks", document) },
        Parameters =
        [
            Header("webhook-id", "Of the event: the same on every attempt.", JsonSchemaType.String, "msg_0193a5c8e1b27c4d9f00000000000001_1"),
            Header("webhook-timestamp", "When this attempt was made: seconds since 1970-01-01T00:00:00Z.", JsonSchemaType.Integer, "1764166930"),
            Header("webhook-signature", "`v1,` and the base64 of an HMAC-SHA-256 under the endpoint's secret; two of them while it is being renewed.", JsonSchemaType.String, "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="),
        ],
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
            {
                [Json] = new OpenApiMediaType { Schema = schema, Example = examples.OfEvent(type) },
            },
        },
        Responses = new OpenApiResponses
        {
            ["2XX"] = new OpenApiResponse { Description = "Taken." },
            ["410"] = new OpenApiResponse { Description = "The endpoint is gone: it is disabled." },
            ["default"] = new OpenApiResponse { Description = "Not taken; a redirection is not followed. It is sent again." },
        },
    };

    private static OpenApiParameter Header(string name, string description, JsonSchemaType type, string example) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = true,
        Description = description,
        Schema = new OpenApiSchema { Type = type },
        Example = type == JsonSchemaType.Integer ? JsonValue.Create(long.Parse(example, CultureInfo.InvariantCulture)) : JsonValue.Create(example),
    };
}
