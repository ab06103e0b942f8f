using System.Text.Json.Nodes;
using DeliveryOtp.Api.Http.OpenApi;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Journal;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>The schemas of what is posted: `DeliveryIssuedEvent`, …</summary>
internal sealed class EventSchemas(ISchemaGenerator generator, SchemaRepository repository)
{
    private const string ActorName = "EventActor";
    private const string MetadataName = "EventMetadata";

    public IOpenApiSchema Of(string type)
    {
        var name = $"{KnownName.NameOf(type)}Event";
        return Defined(name, () => ObjectOf(
        [
            ("type", new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create(type)] }),
            ("timestamp", Time("When it happened.")),
            ("data", repository.AddDefinition($"{name}Data", DataOf(type))),
        ]));
    }

    /// <summary>Makes a schema that of any event, told apart by `type`.</summary>
    public void Unite(OpenApiSchema any)
    {
        var mapping = WebhookEventTypes.Meanings.ToDictionary(type => type.Type, type => (OpenApiSchemaReference)Of(type.Type), StringComparer.Ordinal);
        (any.Type, any.Properties, any.Required) = (null, null, null);
        any.OneOf = [.. mapping.Values];
        any.Discriminator = new OpenApiDiscriminator { PropertyName = "type", Mapping = mapping };
    }

    private OpenApiSchema DataOf(string type)
    {
        var kinds = WebhookEvent.KindsOf(type);
        var data = ObjectOf(
        [
            ("delivery_id", Id("The delivery.")),
            ("order_id", Text("Its order.")),
            ("sequence", Number("Of the entry in the delivery's journal.")),
            ("id", Id("Of the entry; an attempt's is its id in the audit trail.")),
            ("kind", new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. kinds.Select(kind => JsonValue.Create(KindName.Of(kind)))] }),
            ("recorded_at", Time("The server's clock.")),
            ("actor", ActorSchema()),
            ("courier_id", TextOrNull("Of an arrival or attempt; null in every other entry.")),
            ("device_id", TextOrNull("Of an arrival or attempt; null in every other entry.")),
            ("metadata", Metadata()),
            ("detail", DetailOf(type, kinds)),
        ]);
        foreach (var (name, schema) in MoreOf(type))
            data.Properties!.Add(name, schema);
        if (type == WebhookEventTypes.Review)
            data.Required!.Add("review");
        if (type == WebhookEventTypes.CourierSuspended)
            data.Required!.Add("suspension");
        return data;
    }

    private IOpenApiSchema DetailOf(string type, IReadOnlyList<EntryKind> kinds) => type switch
    {
        WebhookEventTypes.DisputeDecided => Part(EntryKind.DisputeDecided, type),
        WebhookEventTypes.Changed => Part(EntryKind.Changed, type),
        _ => DetailOf(kinds),
    };

    private IOpenApiSchema DetailOf(IReadOnlyList<EntryKind> kinds)
    {
        var details = kinds.Select(kind => generator.GenerateSchema(StoredFormsFilter.TypeOf(kind), repository)).ToList();
        return details is [var only] ? only : new OpenApiSchema { AnyOf = details };
    }

    private static IEnumerable<(string Name, IOpenApiSchema Schema)> MoreOf(string type) => type switch
    {
        WebhookEventTypes.Issued or WebhookEventTypes.CodeRenewed or WebhookEventTypes.Unlocked =>
            [("code", Text("The new code, where the policy's `code_in_webhooks` and `code_release` say so and it still lives."))],
        WebhookEventTypes.Review =>
            [("review", ObjectOf([("total", Number("What the signals weigh.")), ("threshold", Number("The policy's."))]))],
        WebhookEventTypes.CourierSuspended =>
            [("suspension", ObjectOf([("courier_id", Text("Who.")), ("courier_suspended_until", Time("Until when."))]))],
        _ => [],
    };

    private OpenApiSchemaReference ActorSchema() => Defined(ActorName, () => ObjectOf(
    [
        ("role", generator.GenerateSchema(typeof(ActorRole), repository)),
        ("id", Text("Of a key, a token, a person, or of the delivery for its recipient.")),
        ("name", TextOrNull("What people call them: the name of an API key, or of somebody who signed in by a provider; null: there is none.")),
    ]));

    private OpenApiSchemaReference Metadata() => Defined(MetadataName, () => new OpenApiSchema
    {
        Type = JsonSchemaType.Object,
        AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
        Description = "The delivery's metadata, as it is when the event is made.",
    });

    /// <summary>The schema in the components, where it is made once.</summary>
    private OpenApiSchemaReference Defined(string name, Func<OpenApiSchema> make) =>
        repository.Schemas.ContainsKey(name) ? new OpenApiSchemaReference(name) : repository.AddDefinition(name, make());

    private OpenApiSchema Part(EntryKind kind, string type)
    {
        generator.GenerateSchema(StoredFormsFilter.TypeOf(kind), repository);
        var whole = (OpenApiSchema)repository.Schemas[StoredFormsFilter.NameOf(StoredFormsFilter.TypeOf(kind))!];
        var part = ObjectOf(whole.Properties!.Where(property => WebhookEvent.Tells(type, property.Key)).Select(property => (property.Key, property.Value)));
        part.Required!.IntersectWith(whole.Required ?? new HashSet<string>(StringComparer.Ordinal));
        return part;
    }

    private static OpenApiSchema ObjectOf(IEnumerable<(string Name, IOpenApiSchema Schema)> members)
    {
        var properties = members.ToDictionary(StringComparer.Ordinal);
        return new OpenApiSchema { Type = JsonSchemaType.Object, Properties = properties, Required = properties.Keys.ToHashSet(StringComparer.Ordinal) };
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema TextOrNull(string description) => new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = description };

    private static OpenApiSchema Id(string description) => new() { Type = JsonSchemaType.String, Format = "uuid", Description = description };

    private static OpenApiSchema Time(string description) => new() { Type = JsonSchemaType.String, Format = "date-time", Description = description };

    private static OpenApiSchema Number(string description) => new() { Type = JsonSchemaType.Integer, Format = "int32", Description = description };
}
