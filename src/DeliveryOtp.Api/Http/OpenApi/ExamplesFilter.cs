using System.Globalization;
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
            request.Example = examples.OfRequest(body.Type, operation.OperationId!);

        foreach (var answer in context.ApiDescription.SupportedResponseTypes)
        {
            if (answer.Type is null || answer.StatusCode >= StatusCodes.Status300MultipleChoices)
                continue;
            var content = operation.Responses?[answer.StatusCode.ToString(CultureInfo.InvariantCulture)].Content;
            foreach (var mediaType in content?.Keys.ToArray() ?? [])
            {
                Content(content, mediaType)!.Example = mediaType == Json
                    ? examples.OfResponse(answer.Type, operation.OperationId!)
                    : examples.OfText(operation.OperationId!, mediaType.Split('/')[^1]);
            }
        }
    }

    private static OpenApiMediaType? Content(IDictionary<string, IOpenApiMediaType>? content, string mediaType) =>
        content?.TryGetValue(mediaType, out var found) is true ? found as OpenApiMediaType : null;
}
