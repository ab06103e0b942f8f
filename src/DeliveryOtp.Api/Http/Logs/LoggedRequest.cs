using System.Collections;
using System.Diagnostics;
using DeliveryOtp.Domain;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Routing.Patterns;

namespace DeliveryOtp.Api.Http.Logs;

/// <summary>
/// What every line says that is logged while a request is worked on: its trace as problems show it, who asks about which delivery as far
/// as that is known by then, and the problem that was answered.
/// </summary>
internal sealed class LoggedRequest : IEnumerable<KeyValuePair<string, object?>>, IDisposable
{
    private const string Deliveries = "deliveries";

    private volatile HttpContext? _http;
    private Subject _subject = new(Caller: null, Delivery: null);

    private LoggedRequest(HttpContext http)
    {
        _http = http;
        TraceId = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
    }

    /// <summary>32 hexadecimal digits (W3C Trace Context); where tracing is switched off altogether, the connection's id and a number.</summary>
    public string TraceId { get; }

    /// <summary>The name of a <see cref="ProblemKind"/>; null: it met none yet.</summary>
    public string? Problem { get; set; }

    public static LoggedRequest Of(HttpContext http)
    {
        if (http.Features.Get<LoggedRequest>() is { } known)
            return known;
        var request = new LoggedRequest(http);
        http.Features.Set(request);
        return request;
    }

    /// <summary>Whoever logs later still, in a task that the request began, gets what was known at its end: its context is another request's by then.</summary>
    public void Dispose()
    {
        _subject = Look();
        _http = null;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        var (caller, delivery) = Look();
        yield return new(LogFields.TraceId, TraceId);
        if (caller is not null)
            yield return new(LogFields.Role, EnumName<Domain.Journal.ActorRole>.Of(caller.Role));
        if (caller?.Retailer is { } retailer)
            yield return new(LogFields.RetailerId, retailer.Value);
        if (delivery is not null)
            yield return new(LogFields.DeliveryId, delivery);
        if (Problem is not null)
            yield return new(LogFields.Problem, Problem);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"trace {TraceId}";

    private Subject Look() => _http is { } http ? Subject.In(http) : _subject;

    private sealed record Subject(Caller? Caller, Guid? Delivery)
    {
        public static Subject In(HttpContext http)
        {
            var caller = (http.User.Identity as CallerIdentity)?.Caller;
            return new(caller, caller?.Delivery?.Value ?? DeliveryInRoute(http));
        }

        /// <summary>The id behind <c>deliveries</c> in the path; the framework keeps it elsewhere once an exception has come.</summary>
        private static Guid? DeliveryInRoute(HttpContext http)
        {
            var failed = http.Features.Get<IExceptionHandlerFeature>();
            var endpoint = http.GetEndpoint() ?? failed?.Endpoint;
            return endpoint is RouteEndpoint { RoutePattern: var pattern }
                && ParameterBehind(pattern, Deliveries) is { } name
                && (http.Request.RouteValues[name] ?? failed?.RouteValues?[name]) is string value
                && Guid.TryParse(value, out var id)
                    ? id
                    : null;
        }

        private static string? ParameterBehind(RoutePattern pattern, string word)
        {
            for (var n = 1; n < pattern.PathSegments.Count; n++)
            {
                if (pattern.PathSegments[n - 1].Parts is [RoutePatternLiteralPart { Content: var literal }]
                    && literal == word
                    && pattern.PathSegments[n].Parts is [RoutePatternParameterPart parameter])
                {
                    return parameter.Name;
                }
            }

            return null;
        }
    }
}
