using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DeliveryOtp.Domain.Journal;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>
/// What an entry tells is shown as the journal has it: a member that is null is not there, and what a later version added may be
/// missing from an old entry.
/// </summary>
internal sealed class StoredFormsFilter : ISchemaFilter
{
    private const string Prefix = "Stored";

    /// <summary>Each form says of which kind it is, whatever is in it.</summary>
    private static readonly FrozenDictionary<EntryKind, Type> Types = typeof(StoredContent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(StoredContent)) && type != typeof(StoredOther))
        .ToFrozenDictionary(type => ((StoredContent)RuntimeHelpers.GetUninitializedObject(type)).EntryKind!.Value);

    /// <summary>What entries of a kind are read as.</summary>
    public static Type TypeOf(EntryKind kind) => Types[kind];

    /// <summary>`AttemptedDetail`, and `RecordedDevice` of what is in one; null: it is no stored form.</summary>
    public static string? NameOf(Type type)
    {
        if (!IsStoredForm(type))
            return null;
        var name = type.Name[Prefix.Length..];
        return type.IsSubclassOf(typeof(StoredContent)) ? $"{name}Detail" : $"Recorded{name}";
    }

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (!IsStoredForm(context.Type) || schema is not OpenApiSchema { Properties: { } properties } target)
            return;
        var nullability = new NullabilityInfoContext();
        target.Required = context.Type.GetConstructors().Single(constructor => constructor.GetParameters() is not [var only] || only.ParameterType != context.Type)
            .GetParameters()
            .Where(parameter => !parameter.HasDefaultValue && nullability.Create(parameter).ReadState == NullabilityState.NotNull)
            .Select(parameter => JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (name, property) in properties.ToArray())
            properties[name] = WithoutNull(property);
    }

    private static bool IsStoredForm(Type type) =>
        type.Namespace == typeof(StoredContent).Namespace && type.Name.StartsWith(Prefix, StringComparison.Ordinal) && !type.IsEnum;

    private static IOpenApiSchema WithoutNull(IOpenApiSchema property)
    {
        if (property.OneOf is { Count: > 0 } choices)
            return choices.Single(choice => choice.Type != JsonSchemaType.Null);
        if (property is OpenApiSchema { Type: { } type } schema)
            schema.Type = type & ~JsonSchemaType.Null;
        return property;
    }
}
