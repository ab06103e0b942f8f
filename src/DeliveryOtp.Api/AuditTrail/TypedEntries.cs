using System.Text.Json.Nodes;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Journal;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>An entry of a timeline is one of as many types as there are kinds, told apart by `kind`.</summary>
internal sealed class TypedEntries : ISchemaFilter
{
    private const string Kind = "kind";
    private const string Detail = "detail";

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (context.Type != typeof(TimelineEntry) || schema is not OpenApiSchema { Properties: { } properties, Required: { } required } entry)
            return;
        entry.OneOf = [];
        entry.Discriminator = new OpenApiDiscriminator
        {
            PropertyName = Kind,
            Mapping = new Dictionary<string, OpenApiSchemaReference>(StringComparer.Ordinal),
        };
        foreach (var kind in Enum.GetValues<EntryKind>())
        {
            var typed = context.SchemaRepository.AddDefinition($"{kind}Entry", new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = required,
                Properties = new Dictionary<string, IOpenApiSchema>(properties, StringComparer.Ordinal)
                {
                    [Kind] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create(KindName.Of(kind))] },
                    [Detail] = context.SchemaGenerator.GenerateSchema(StoredFormsFilter.TypeOf(kind), context.SchemaRepository),
                },
            });
            entry.OneOf.Add(typed);
            entry.Discriminator.Mapping[KindName.Of(kind)] = typed;
        }

        (entry.Type, entry.Properties, entry.Required) = (null, null, null);
    }
}
