using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>A body is required, unless the endpoint says that it may be left out.</summary>
internal sealed class BodiesFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var body = context.ApiDescription.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source == BindingSource.Body);
        if (operation.RequestBody is OpenApiRequestBody declared && body?.ParameterDescriptor is ControllerParameterDescriptor parameter)
            declared.Required = parameter.BindingInfo?.EmptyBodyBehavior is not EmptyBodyBehavior.Allow;
    }
}
