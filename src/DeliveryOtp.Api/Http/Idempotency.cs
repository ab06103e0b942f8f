using DeliveryOtp.Domain.Journal;
using Microsoft.AspNetCore.Mvc.Filters;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// Reads the Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header), quoted or not, and leaves the key
/// for <see cref="Idempotency.RequestOf"/>. A missing or malformed key never reaches a service.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class IdempotencyKeyAttribute : Attribute, IResourceFilter
{
    /// <summary>Whether a request without the header is refused.</summary>
    public bool Required { get; init; }

    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        var header = context.HttpContext.Request.Headers[Idempotency.HeaderName];
        if (header.Count == 0)
        {
            if (Required)
                context.Result = new ProblemResult(ProblemKind.IdempotencyKeyRequired.ToDetails(detail: null));
            return;
        }

        if (header.Count == 1 && Idempotency.TryParse(header[0]!, out var key))
        {
            context.HttpContext.Items[typeof(IdempotencyKeyAttribute)] = key;
            return;
        }

        var problem = ProblemKind.Validation.ToDetails("The Idempotency-Key header can't be read.");
        problem.Extensions["errors"] = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            [Idempotency.HeaderName] = ["must be 1–64 visible ASCII characters, quoted or not, once"],
        };
        context.Result = new ProblemResult(problem);
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
        // Nothing is left to do: the key is stored by whoever records the request.
    }
}

internal static class Idempotency
{
    public const string HeaderName = "Idempotency-Key";
    public const string ReplayedHeaderName = "Idempotency-Replayed";

    private const int MaxLength = 64;

    /// <summary>Null without a key.</summary>
    public static IdempotentRequest? RequestOf(HttpContext http, object? body) =>
        http.Items[typeof(IdempotencyKeyAttribute)] is string key
            ? new IdempotentRequest(new RequestKey(Caller.Of(http.User).Principal, key), CanonicalRequest.Of(http, body))
            : null;

    public static bool TryParse(string header, out string key)
    {
        key = header.Length >= 2 && header[0] == '"' && header[^1] == '"' ? header[1..^1] : header;
        return key.Length is >= 1 and <= MaxLength && key.All(character => character is > ' ' and <= '~');
    }

    /// <summary>Marks an answer as one that was given before.</summary>
    public static void MarkReplayed(HttpResponse response) => response.Headers[ReplayedHeaderName] = "true";
}
