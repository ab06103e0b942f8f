using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>An example for every body of an operation.</summary>
internal sealed class ExamplesFilter(Examples examples) : IOperationFilter
{
    private const string Json = "application/json";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var body = context.ApiDescription.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source == BindingSource.Body);
        if (body is not null && Content(operation.RequestBody?.Content, Json) is { } request)
            Set(request, examples.OfRequest(body.Type, operation.OperationId!));

        foreach (var answer in context.ApiDescription.SupportedResponseTypes)
        {
            if (answer.Type is null || answer.StatusCode >= StatusCodes.Status300MultipleChoices)
                continue;
            var content = operation.Responses?[answer.StatusCode.ToString(CultureInfo.InvariantCulture)].Content;

            // The generator adds up what a base class and an action say they produce; it is the action's word that counts.
            var produced = answer.ApiResponseFormats.Select(format => format.MediaType).ToHashSet(StringComparer.Ordinal);
            foreach (var mediaType in content?.Keys.Where(key => !produced.Contains(key)).ToArray() ?? [])
                content!.Remove(mediaType);
            foreach (var mediaType in content?.Keys.ToArray() ?? [])
                Complete(Content(content, mediaType)!, mediaType, answer.Type, operation.OperationId!);
        }
    }

    /// <summary>What is not JSON is a text, whatever it is made of.</summary>
    private void Complete(OpenApiMediaType content, string mediaType, Type contract, string operationId)
    {
        if (mediaType == Json)
        {
            Set(content, examples.OfResponse(contract, operationId));
            return;
        }

        content.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
        Set(content, examples.OfText(operationId, mediaType.Split('/')[^1]));
    }

    /// <summary>The document's writer leaves out an example that is <c>{}</c>, but writes any extension.</summary>
    private static void Set(OpenApiMediaType content, JsonNode? example)
    {
        if (example is JsonObject { Count: 0 })
        {
            content.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
            content.Extensions["example"] = new JsonNodeExtension(example);
        }
        else
        {
            content.Example = example;
        }
    }

    private static OpenApiMediaType? Content(IDictionary<string, IOpenApiMediaType>? content, string mediaType) =>
        content?.TryGetValue(mediaType, out var found) is true ? found as OpenApiMediaType : null;
}
