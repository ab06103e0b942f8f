using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>The headers that answers carry.</summary>
internal sealed class HeadersFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var facts = EndpointFacts.Of(context.ApiDescription);
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (response is OpenApiResponse answer)
                answer.Headers = HeadersOf(int.Parse(status, CultureInfo.InvariantCulture), facts);
        }
    }

    private static Dictionary<string, IOpenApiHeader> HeadersOf(int status, EndpointFacts facts)
    {
        var headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
        {
            ["Cache-Control"] = Header("Nobody on the way may keep the answer.", "no-store"),
        };
        if (facts.Kept is { } kept && MayBeKeptAttribute.Includes(status))
        {
            headers["Cache-Control"] = Header("Whoever asked may keep the answer.", kept.CacheControl);
            headers["ETag"] = Header("For `If-None-Match`: 304 where it is still the same.", "\"5f0c2f6e7d1b4f0e\"");
        }

        switch (status)
        {
            case StatusCodes.Status401Unauthorized:
                headers["WWW-Authenticate"] = Header("How to sign in, and what is wrong with the credential (RFC 6750).", "Bearer error=\"invalid_token\"");
                break;
            case StatusCodes.Status403Forbidden:
                headers["WWW-Authenticate"] = Header("Another role is wanted (RFC 6750).", "Bearer error=\"insufficient_scope\"");
                break;
            case StatusCodes.Status409Conflict:
                headers["Retry-After"] = Header("`in_flight`: seconds to wait.", 1, isRequired: false);
                break;
            case StatusCodes.Status415UnsupportedMediaType:
                headers["Accept-Encoding"] = Header("The content codings that are read, where another one was sent.", "br, deflate, gzip", isRequired: false);
                break;
            case StatusCodes.Status429TooManyRequests:
                headers["Retry-After"] = Header("Seconds to wait.", 42);
                headers["RateLimit"] = Header("What is left, and when there is more.", "\"failed-sign-ins\";r=0;t=42");
                headers["RateLimit-Policy"] = Header("How many in how many seconds, or at once.", "\"failed-sign-ins\";q=20;w=60");
                break;
            case StatusCodes.Status503ServiceUnavailable:
                headers["Retry-After"] = Header("Seconds to wait.", 1);
                break;
            case < StatusCodes.Status300MultipleChoices:
                AddThoseOfSuccesses(headers, facts);
                break;
        }

        return headers;
    }

    private static void AddThoseOfSuccesses(Dictionary<string, IOpenApiHeader> headers, EndpointFacts facts)
    {
        if (facts.HasLocation)
            headers["Location"] = Header("Where to read it.", "/v1/deliveries/01930f6e-7c1a-7b3e-9a55-0d6f3c1f2a41");
        if (facts.IsEventStream)
            headers[EventStream.NoBufferingHeader] = Header("Proxies have to pass on each event at once.", "no");
        if (facts.Idempotency is not null)
            headers[Idempotency.ReplayedHeaderName] = Header("The answer to a repeat.", "true", isRequired: false);
    }

    private static OpenApiHeader Header(string description, JsonNode example, bool isRequired = true) => new()
    {
        Description = description,
        Required = isRequired,
        Schema = new OpenApiSchema
        {
            Type = example.GetValueKind() == System.Text.Json.JsonValueKind.Number
                ? JsonSchemaType.Integer
                : JsonSchemaType.String,
        },
        Example = example,
    };
}
