using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>
/// Which members are always there, and which may be null: what C# says, what <c>[Required]</c> and
/// <c>[JsonRequired]</c> say, of which the second one lets null pass, and that a positional
/// record (every response) is always written whole.
/// </summary>
internal sealed class MembersFilter : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { Count: > 0 } properties } target)
            return;

        var nullability = new NullabilityInfoContext();
        var positional = context.Type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        target.Required = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in context.Type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name);
            if (!properties.TryGetValue(name, out var property))
                continue;

            var isDemanded = member.IsDefined(typeof(RequiredAttribute));
            var isGiven = isDemanded || member.IsDefined(typeof(JsonRequiredAttribute));
            var isOmittedWhenNull = member.GetCustomAttribute<JsonIgnoreAttribute>() is not null;
            var isNullable = nullability.Create(member).ReadState == NullabilityState.Nullable;
            if (isGiven || (!isOmittedWhenNull && (!isNullable || positional.Contains(member.Name))))
                target.Required.Add(name);
            properties[name] = WithNull(property, isNullable && !isDemanded && !isOmittedWhenNull);
        }
    }

    private static IOpenApiSchema WithNull(IOpenApiSchema property, bool isNullable)
    {
        if (property is OpenApiSchema { Type: { } type } schema)
        {
            schema.Type = isNullable ? type | JsonSchemaType.Null : type & ~JsonSchemaType.Null;
            return schema;
        }

        return isNullable && property is OpenApiSchemaReference
            ? new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, property] }
            : property;
    }
}
