using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.OpenApi;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c>, and Swagger UI at <c>/swagger</c>.</summary>
internal static class OpenApiRegistration
{
    public static IServiceCollection AddOpenApi(this IServiceCollection services) => services
        .AddSingleton<Examples>()
        .AddEndpointsApiExplorer()
        .AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "DeliveryOtp",
                Version = "v1",
                Description = "Delivery confirmation that a dishonest courier can't fake and support staff can adjudicate. "
                    + "Every 4xx and 5xx is a problem (RFC 9457); `/problems` explains each kind.",
                Contact = new OpenApiContact { Name = "The operator of this service" },
            });
            options.AddServer(new OpenApiServer { Url = "/", Description = "This service" });
            options.IncludeXmlComments(typeof(OpenApiRegistration).Assembly);
            options.SupportNonNullableReferenceTypes();
            options.MapType<EvidenceNumber>(() => new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" });
            options.MapType<EvidenceFlag>(() => new OpenApiSchema { Type = JsonSchemaType.Boolean });
            options.MapType<EvidenceText>(() => new OpenApiSchema { Type = JsonSchemaType.String });
            options.CustomOperationIds(description => OperationIdOf((ControllerActionDescriptor)description.ActionDescriptor));
            options.TagActionsBy(description => [.. TagsOf((ControllerActionDescriptor)description.ActionDescriptor)]);
            options.AddSecurityDefinition(SecuritySchemes.ApiKey, SecuritySchemes.ApiKeyScheme);
            options.AddSecurityDefinition(SecuritySchemes.CourierToken, SecuritySchemes.CourierTokenScheme);
            options.SchemaFilter<MembersFilter>();
            options.SchemaFilter<ConstraintsFilter>();
            options.OperationFilter<ParametersFilter>();
            options.OperationFilter<AccessFilter>();
            options.OperationFilter<ProblemsFilter>();
            options.OperationFilter<HeadersFilter>();
            options.OperationFilter<ExamplesFilter>();
            options.DocumentFilter<ClosedRequestsFilter>();
            options.DocumentFilter<TagsFilter>();
        });

    /// <summary>All other requests pass it by.</summary>
    public static IApplicationBuilder UseOpenApi(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase)
            || context.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase),
        documents => documents
            .UseSwagger(options =>
            {
                options.RouteTemplate = "openapi/{documentName}.json";
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            })
            .UseSwaggerUI(options =>
            {
                options.RoutePrefix = "swagger";
                options.DocumentTitle = "DeliveryOtp API";
                options.SwaggerEndpoint("/openapi/v1.json", "DeliveryOtp v1");
            }));

    /// <summary>A base class's tags count, too, which the attribute by itself does not say.</summary>
    private static IReadOnlyList<string> TagsOf(ControllerActionDescriptor action)
    {
        for (Type? type = action.ControllerTypeInfo; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<TagsAttribute>(inherit: false) is { } tags)
                return tags.Tags;
        }

        return [action.ControllerName];
    }

    /// <summary>deliveries_create, stops_hold, …</summary>
    private static string OperationIdOf(ControllerActionDescriptor action) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName($"{action.ControllerName}{action.ActionName}");
}
