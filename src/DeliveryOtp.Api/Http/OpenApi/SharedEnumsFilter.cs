using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>A parameter that takes the values of an enum that bodies have, too, is that enum: generators make one type of both.</summary>
internal sealed class SharedEnumsFilter : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var enums = context.SchemaRepository.Schemas
            .Where(schema => schema.Value.Enum is { Count: > 0 })
            .ToLookup(schema => KeyOf(schema.Value), schema => schema.Key, StringComparer.Ordinal);
        var parameters = swaggerDoc.Paths.Values
            .SelectMany(path => path.Operations ?? [])
            .SelectMany(operation => operation.Value.Parameters ?? [])
            .OfType<OpenApiParameter>();
        foreach (var parameter in parameters)
        {
            if (Find(parameter.Schema) is { } shared)
                parameter.Schema = shared;
            else if (parameter.Schema is OpenApiSchema { Items: { } items } list && Find(items) is { } item)
                list.Items = item;
        }

        OpenApiSchemaReference? Find(IOpenApiSchema? schema) =>
            schema is OpenApiSchema { Enum.Count: > 0 } inline && enums[KeyOf(inline)].FirstOrDefault() is { } name
                ? new OpenApiSchemaReference(name, swaggerDoc)
                : null;
    }

    private static string KeyOf(IOpenApiSchema schema) => string.Join('|', schema.Enum!.Select(value => value.ToString()));
}
