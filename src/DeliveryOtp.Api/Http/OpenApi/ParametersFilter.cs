using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>Queries say what their validators allow; idempotent endpoints take an <c>Idempotency-Key</c>.</summary>
internal sealed class ParametersFilter(IServiceProvider services) : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var described in context.ApiDescription.ParameterDescriptions)
        {
            if (described.ModelMetadata?.ContainerType is null)
                continue;
            var schema = operation.Parameters?.FirstOrDefault(parameter => parameter.Name == described.Name)?.Schema;
            var contract = described.ParameterDescriptor.ParameterType;
            foreach (var (member, constraint) in ConstraintsFilter.Of(contract, services))
            {
                if (member == described.Name && schema is OpenApiSchema target)
                    ConstraintsFilter.Apply(constraint, (target.Items as OpenApiSchema) ?? target);
            }
        }

        if (EndpointFacts.Of(context.ApiDescription).Idempotency is not { } idempotency)
            return;
        operation.Parameters ??= [];
        operation.Parameters.Add(KeyParameter(idempotency.Required));
    }

    private static OpenApiParameter KeyParameter(bool isRequired) => new()
    {
        Name = Idempotency.HeaderName,
        In = ParameterLocation.Header,
        Required = isRequired,
        Description = "1–64 visible ASCII characters, quoted or not; one for each new request, the same for its repeats.",
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Pattern = "^(\"[!-~]{1,64}\"|[!-~]{1,64})$",
        },
        Example = JsonValue.Create("1f0c2f6e-5d1b-4f0e-9c55-0b1c6a2d7e11"),
    };
}
