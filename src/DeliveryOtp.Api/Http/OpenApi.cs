using Microsoft.OpenApi;

namespace DeliveryOtp.Api.Http;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c>, and Swagger UI at <c>/swagger</c>.</summary>
internal static class OpenApi
{
    public static IServiceCollection AddOpenApi(this IServiceCollection services) => services
        .AddEndpointsApiExplorer()
        .AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "DeliveryOtp",
                Version = "v1",
                Description = "Delivery confirmation that a dishonest courier can't fake and support staff can adjudicate.",
            });
            options.IncludeXmlComments(typeof(OpenApi).Assembly);
        });

    public static IApplicationBuilder UseOpenApi(this IApplicationBuilder app) => app
        .UseSwagger(options =>
        {
            options.RouteTemplate = "openapi/{documentName}.json";
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        })
        .UseSwaggerUI(options =>
        {
            options.RoutePrefix = "swagger";
            options.SwaggerEndpoint("/openapi/v1.json", "DeliveryOtp v1");
        });
}
