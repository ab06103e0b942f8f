using System.Reflection;
using DeliveryOtp.Domain;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c>, and Swagger UI at <c>/swagger</c>.</summary>
internal static class OpenApiRegistration
{
    private static readonly Assembly[] Documented = [typeof(OpenApiRegistration).Assembly, typeof(DeliveryId).Assembly];

    public static IServiceCollection AddOpenApi(this IServiceCollection services) => services
        .AddSingleton<Examples>()
        .AddSingleton(_ => new XmlSummaries(Documented))
        .AddEndpointsApiExplorer()
        .AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "DeliveryOtp",
                Version = ServiceVersion.Current,
                Description = "Delivery confirmation that a dishonest courier can't fake and support staff can adjudicate. "
                    + "Every 4xx and 5xx is a problem (RFC 9457); `/problems` explains each kind.",
                Contact = new OpenApiContact { Name = "The operator of this service" },
            });
            foreach (var assembly in Documented)
                options.IncludeXmlComments(XmlSummaries.PathOf(assembly));
            options.SupportNonNullableReferenceTypes();
            options.MapType<EvidenceNumber>(() => new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" });
            options.MapType<EvidenceFlag>(() => new OpenApiSchema { Type = JsonSchemaType.Boolean });
            options.MapType<EvidenceText>(() => new OpenApiSchema { Type = JsonSchemaType.String });
            options.CustomOperationIds(description => description.ActionDescriptor.AttributeRouteInfo?.Name);
            options.TagActionsBy(description => [.. TagsOf((ControllerActionDescriptor)description.ActionDescriptor)]);
            options.AddSecurityDefinition(SecuritySchemes.ApiKey, SecuritySchemes.ApiKeyScheme);
            options.AddSecurityDefinition(SecuritySchemes.CourierToken, SecuritySchemes.CourierTokenScheme);
            options.AddSecurityDefinition(SecuritySchemes.RecipientLink, SecuritySchemes.RecipientLinkScheme);
            options.SchemaFilter<NamesFilter>();
            options.SchemaFilter<MembersFilter>();
            options.SchemaFilter<ConstraintsFilter>();
            options.SchemaFilter<ErrorMessageFilter>();
            options.OperationFilter<ParametersFilter>();
            options.OperationFilter<BodiesFilter>();
            options.OperationFilter<AccessFilter>();
            options.OperationFilter<ProblemsFilter>();
            options.OperationFilter<HeadersFilter>();
            options.OperationFilter<ExamplesFilter>();
            options.DocumentFilter<ClosedRequestsFilter>();
            options.DocumentFilter<SharedEnumsFilter>();
            options.DocumentFilter<TagsFilter>();
            options.DocumentFilter<SharedResponsesFilter>();
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
                options.PreSerializeFilters.Add((document, request) => document.Servers = ServersOf(request));
            })
            .UseSwaggerUI(options =>
            {
                options.RoutePrefix = "swagger";
                options.DocumentTitle = "DeliveryOtp API";
                options.InjectJavascript("/swagger/fresh.js");
                options.SwaggerEndpoint("/openapi/v1.json", "DeliveryOtp v1");
            }));

    /// <summary>
    /// Generators want an address. The first one is where the document came from, so that Swagger UI asks its own origin; not where the API
    /// isn't there.
    /// </summary>
    private static IList<OpenApiServer> ServersOf(HttpRequest request)
    {
        var service = request.HttpContext.RequestServices.GetRequiredService<IOptions<ServiceOptions>>().Value;
        var known = service.PublicUrl?.TrimEnd('/');
        var asked = $"{request.Scheme}://{request.Host}";
        IEnumerable<string?> urls = service.ManagementPort is not null && known is not null ? [known] : [asked, known];
        return [.. urls.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Select(url => new OpenApiServer { Url = url, Description = "This service" })];
    }

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
}
