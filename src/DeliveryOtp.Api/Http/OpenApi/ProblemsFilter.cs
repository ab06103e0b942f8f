using System.Globalization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>Every failure that an operation can answer, with an example of each kind.</summary>
internal sealed class ProblemsFilter(Examples examples) : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository);
        operation.Responses ??= [];
        foreach (var kinds in EndpointFacts.Of(context.ApiDescription).Problems().GroupBy(kind => kind.Status))
        {
            operation.Responses[kinds.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join(' ', kinds.Select(kind => $"`{kind.Name}`: {kind.Title}")),
                Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
                {
                    [ProblemWriter.MediaType] = new OpenApiMediaType
                    {
                        Schema = schema,
                        Examples = kinds.ToDictionary(
                            kind => kind.Name,
                            kind => (IOpenApiExample)Example(kind, context.Document),
                            StringComparer.Ordinal),
                    },
                },
            };
        }
    }

    private OpenApiExampleReference Example(ProblemKind kind, OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.Examples ??= new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal);
        document.Components.Examples.TryAdd(
            kind.Name,
            new OpenApiExample { Summary = kind.Title, Value = examples.Of(kind) });
        return new OpenApiExampleReference(kind.Name, document);
    }
}
