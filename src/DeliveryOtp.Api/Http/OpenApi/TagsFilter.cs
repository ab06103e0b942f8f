using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>What the groups of operations are about, in the order of the work. A group without a line here has no description, which a test tells.</summary>
internal sealed class TagsFilter : IDocumentFilter
{
    private static readonly (string Name, string Description)[] Known =
    [
        ("Access", "Retailers, their API keys, and the tokens of their couriers."),
        ("Deliveries", "One delivery is one hand-over of one order's parcel: its code, its changes, its locks."),
        ("Doorstep", "What a courier's app sees of a delivery, and sends from the door."),
        ("Recipients", "What the recipient of a delivery sees and may do, with the link that the retailer passed on."),
        ("Audit trail", "What happened at the doors, for retailers and their support staff. Every read by support is itself recorded."),
        ("Disputes", "What goes wrong after a delivery, or without one, and how it is decided: with grounds that the record bears out."),
        ("Webhooks", "Where a retailer is told what happens, signed as Standard Webhooks 1.0 says, and what was sent there."),
    ];

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var used = swaggerDoc.Paths.Values
            .SelectMany(path => path.Operations ?? [])
            .SelectMany(operation => operation.Value.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(tag => tag.Name ?? string.Empty)
            .ToHashSet(StringComparer.Ordinal);
        swaggerDoc.Tags = Known
            .Where(tag => used.Contains(tag.Name))
            .Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description })
            .ToHashSet();
        Sort(swaggerDoc);
    }

    private static void Sort(OpenApiDocument document)
    {
        var places = Known.Select((tag, place) => (tag.Name, place)).ToDictionary(StringComparer.Ordinal);
        var paths = document.Paths.OrderBy(path => path.Value.Operations?.Values
            .SelectMany(operation => operation.Tags ?? new HashSet<OpenApiTagReference>())
            .Min(tag => places.GetValueOrDefault(tag.Name ?? string.Empty, Known.Length)))
            .ThenBy(path => path.Key.Count(character => character == '/'));
        document.Paths = [];
        foreach (var (path, item) in paths)
            document.Paths.Add(path, item);
    }
}
