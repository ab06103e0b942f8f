using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>
/// Every value of every enum is described: in words for people, and as <c>x-ms-enum</c> for generators. Members that are one of
/// <see cref="KnownNames"/> become enums.
/// </summary>
internal sealed class NamesFilter(XmlSummaries summaries, IEnumerable<KnownNames> known) : ISchemaFilter
{
    private readonly Dictionary<string, KnownNames> _known = known.ToDictionary(names => names.Schema, StringComparer.Ordinal);

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema target)
            return;
        if (context.Type.IsEnum)
            Describe(target, context.Type);
        foreach (var member in context.Type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name);
            if (Find(member) is { } names && target.Properties?.TryGetValue(name, out var property) is true)
                target.Properties[name] = Replaced((OpenApiSchema)property, ReferenceTo(names, context.SchemaRepository));
        }
    }

    private static OpenApiSchemaReference ReferenceTo(KnownNames names, SchemaRepository repository)
    {
        if (!repository.Schemas.ContainsKey(names.Schema))
        {
            var schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. names.Values.Select(value => JsonValue.Create(value.Value))] };
            Describe(schema, names);
            repository.AddDefinition(names.Schema, schema);
        }

        return new OpenApiSchemaReference(names.Schema);
    }

    private KnownNames? Find(PropertyInfo member) => member.GetCustomAttribute<OneOfAttribute>() is { } oneOf
        ? _known[oneOf.Schema]
        : _known.Values.FirstOrDefault(names => names.Also.Contains((member.DeclaringType!, member.Name)));

    private static IOpenApiSchema Replaced(OpenApiSchema property, OpenApiSchemaReference names)
    {
        if (property.Items is null)
        {
            names.Description = property.Description;
            return names;
        }

        property.Items = names;
        return property;
    }

    private void Describe(OpenApiSchema schema, Type type)
    {
        var values = Enum.GetValues(type).Cast<Enum>()
            .Select(value => new KnownName(JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()), summaries.Of(value)));
        Describe(schema, new KnownNames(type.Name, schema.Description ?? string.Empty, [.. values]));
    }

    private static void Describe(OpenApiSchema schema, KnownNames names)
    {
        schema.Description = string.Join('\n', [names.Description, .. names.Values.Select(value => $"- `{value.Value}`: {value.Meaning}")]).TrimStart();
        schema.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        schema.Extensions["x-ms-enum"] = new JsonNodeExtension(new JsonObject
        {
            ["name"] = names.Schema,
            ["modelAsString"] = false,
            ["values"] = new JsonArray([.. names.Values.Select(value => new JsonObject
            {
                ["value"] = value.Value,
                ["name"] = value.Name,
                ["description"] = value.Meaning,
            })]),
        });
    }
}
