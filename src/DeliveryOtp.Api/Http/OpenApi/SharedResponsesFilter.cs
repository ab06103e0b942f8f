using System.Globalization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>
/// What many operations fail with in the same words stands in the components once: of the document that was a third. Behind the filters that
/// complete responses.
/// </summary>
internal sealed class SharedResponsesFilter : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Components ??= new OpenApiComponents();
        var shared = swaggerDoc.Components.Responses ??= new Dictionary<string, IOpenApiResponse>(StringComparer.Ordinal);
        Dictionary<string, string> spelt = new(StringComparer.Ordinal);
        foreach (var operation in swaggerDoc.Paths.Values.SelectMany(path => path.Operations ?? []).Select(operation => operation.Value))
        {
            foreach (var (status, response) in operation.Responses?.ToArray() ?? [])
            {
                if (NameOf(response) is not { } name)
                    continue;
                var json = Spell(response);
                if (spelt.TryAdd(name, json))
                    shared.Add(name, response);
                if (string.Equals(spelt[name], json, StringComparison.Ordinal))
                    operation.Responses![status] = new OpenApiResponseReference(name, swaggerDoc);
            }
        }
    }

    /// <summary>After its problems: <c>InFlightOrStateConflictProblem</c>; null: it has none.</summary>
    private static string? NameOf(IOpenApiResponse response) =>
        response.Content?.TryGetValue(ProblemWriter.MediaType, out var content) is true && content.Examples is { Count: > 0 } examples
            ? $"{string.Join("Or", examples.Keys.Order(StringComparer.Ordinal).Select(KnownName.NameOf))}Problem"
            : null;

    private static string Spell(IOpenApiResponse response)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        response.SerializeAsV31(new OpenApiJsonWriter(text));
        return text.ToString();
    }
}
