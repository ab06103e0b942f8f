using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>Repeats what the validators allow (<see cref="IConstrained"/>) in the schemas of bodies.</summary>
internal sealed class ConstraintsFilter(IServiceProvider services) : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        foreach (var (member, constraint) in Of(context.Type, services))
        {
            if (schema.Properties?.TryGetValue(member, out var found) is true && found is OpenApiSchema property)
                Apply(constraint, property);
        }
    }

    /// <summary>The constraints of a contract's members, by their names on the wire.</summary>
    public static IEnumerable<(string Member, Constraint Constraint)> Of(Type contract, IServiceProvider services) =>
        contract is { IsClass: true, ContainsGenericParameters: false }
        && services.GetService(typeof(IValidator<>).MakeGenericType(contract)) is IValidator validator
            ? validator.CreateDescriptor().GetMembersWithValidators().SelectMany(member => member
                .Select(rule => rule.Validator)
                .OfType<IConstrained>()
                .Select(rule => (JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Key), rule.Constraint)))
            : [];

    public static void Apply(Constraint constraint, OpenApiSchema schema)
    {
        schema.Minimum = constraint.Minimum?.ToString(CultureInfo.InvariantCulture) ?? schema.Minimum;
        schema.Maximum = constraint.Maximum?.ToString(CultureInfo.InvariantCulture) ?? schema.Maximum;
        schema.MinLength = constraint.MinLength ?? schema.MinLength;
        schema.MaxLength = constraint.MaxLength ?? schema.MaxLength;
        schema.MaxProperties = constraint.MaxProperties ?? schema.MaxProperties;
        if (constraint.ItemMaxLength is { } longest && schema.AdditionalProperties is OpenApiSchema item)
            item.MaxLength = longest;
        schema.Pattern = constraint.Pattern ?? schema.Pattern;
        schema.Format = constraint.Format ?? schema.Format;
        if (constraint.OneOf.Count > 0)
            schema.Enum = [.. constraint.OneOf.Select(name => JsonValue.Create(name))];
    }
}
