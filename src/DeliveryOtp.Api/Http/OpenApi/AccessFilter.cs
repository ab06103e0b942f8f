using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>Who may call an operation, in words for people and as security requirements for clients.</summary>
internal sealed class AccessFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var roles = EndpointFacts.Of(context.ApiDescription).Roles;
        var sentence = roles.Count == 0 ? "Open to anyone." : $"Roles: {string.Join(", ", roles)}.";
        operation.Description = string.IsNullOrWhiteSpace(operation.Description)
            ? sentence
            : $"{operation.Description.Trim()}\n\n{sentence}";

        // Requirements are alternatives, so one a credential that is good here.
        operation.Security =
        [
            .. roles.Select(SecuritySchemes.Of).Distinct(StringComparer.Ordinal).Select(scheme =>
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] }),
        ];
    }
}
