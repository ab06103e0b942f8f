using System.Text;
using Microsoft.AspNetCore.Routing.Patterns;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// A request in one spelling: what was asked, not how it was written, nor by which version of the service it is read. Its digests
/// are stored, so this spelling must not change.
/// </summary>
internal static class CanonicalRequest
{
    private const string GuidPolicy = "guid";

    public static byte[] Of(HttpContext http, object? body) =>
        [.. Encoding.UTF8.GetBytes($"{http.Request.Method} {PathOf(http)}\n"), .. CanonicalJson.Of(body)];

    /// <summary>The route, with what the request put into it: `/v1/…`, `/V1/…/` and an id in capitals are one.</summary>
    private static string PathOf(HttpContext http)
    {
        var path = new StringBuilder();
        var route = (RouteEndpoint)http.GetEndpoint()!;
        foreach (var segment in route.RoutePattern.PathSegments)
        {
            path.Append('/');
            foreach (var part in segment.Parts)
                path.Append(part is RoutePatternParameterPart parameter ? ValueOf(http, parameter) : LiteralOf(part));
        }

        return path.ToString();
    }

    private static string LiteralOf(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content.ToLowerInvariant(),
        RoutePatternSeparatorPart separator => separator.Content,
        _ => throw new InvalidOperationException("A route has a part of an unknown kind."),
    };

    private static string? ValueOf(HttpContext http, RoutePatternParameterPart parameter)
    {
        var text = http.Request.RouteValues[parameter.Name]?.ToString();
        return parameter.ParameterPolicies.Any(policy => policy.Content == GuidPolicy) ? Guid.Parse(text!).ToString("D") : text;
    }
}
