using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>Which member of a problem is the message of the exception that a generated client throws.</summary>
internal sealed class ErrorMessageFilter : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (context.Type != typeof(Problem) || schema.Properties?["detail"] is not OpenApiSchema detail)
            return;
        detail.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        detail.Extensions["x-ms-primary-error-message"] = new JsonNodeExtension(JsonValue.Create(true));
    }
}
