using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>
/// Unknown members of requests are refused, so their schemas are closed, but where the contract passes over them. Answers may
/// grow: a client that refuses members that it does not know would break.
/// </summary>
internal sealed class ClosedRequestsFilter : IDocumentFilter
{
    private static readonly HashSet<string> Open = typeof(ClosedRequestsFilter).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<JsonUnmappedMemberHandlingAttribute>() is { UnmappedMemberHandling: JsonUnmappedMemberHandling.Skip })
        .Select(type => type.Name)
        .ToHashSet(StringComparer.Ordinal);

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        foreach (var schema in context.SchemaRepository.Schemas.Values.OfType<OpenApiSchema>())
        {
            if (schema.AdditionalProperties is null)
                schema.AdditionalPropertiesAllowed = true;
        }

        var operations = swaggerDoc.Paths.Values.SelectMany(path => path.Operations ?? []);
        foreach (var content in operations.SelectMany(operation => operation.Value.RequestBody?.Content?.Values ?? []))
            Close(content.Schema, context.SchemaRepository);
    }

    private static void Close(IOpenApiSchema? schema, SchemaRepository repository)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id })
        {
            if (Open.Contains(id))
                return;
            schema = repository.Schemas.GetValueOrDefault(id);
        }

        if (schema is not OpenApiSchema target)
            return;
        foreach (var choice in target.OneOf ?? [])
            Close(choice, repository);
        Close(target.Items, repository);
        if ((target.Type & JsonSchemaType.Object) != JsonSchemaType.Object)
            return;

        target.AdditionalPropertiesAllowed = false;
        foreach (var property in target.Properties?.Values ?? [])
            Close(property, repository);
    }
}
