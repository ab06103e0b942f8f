using System.Collections.Frozen;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RequestDecompression;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// Refuses bodies in a coding or a charset that nobody here reads, and names it. What the framework has decompressed no longer
/// says that it was compressed.
/// </summary>
internal sealed class ContentFilter(IOptions<RequestDecompressionOptions> decompression) : IResourceFilter
{
    private const string Identity = "identity";

    /// <summary>RFC 8259 knows no other. The second is a slip that many clients make.</summary>
    private static readonly FrozenSet<string> Charsets = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "utf-8", "utf8");

    private readonly string _codings = string.Join(", ", decompression.Value.DecompressionProviders.Keys.Order(StringComparer.Ordinal));

    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (!context.ActionDescriptor.Parameters.Any(parameter => parameter.BindingInfo?.BindingSource == BindingSource.Body))
            return;

        var request = context.HttpContext.Request;
        var coding = request.Headers.ContentEncoding.ToString();
        if (coding.Length > 0 && !coding.Equals(Identity, StringComparison.OrdinalIgnoreCase))
        {
            // RFC 9110, 15.5.16: what would have been read.
            context.HttpContext.Response.Headers.AcceptEncoding = _codings;
            context.Result = Refuse($"The content coding '{Quote(coding)}' is not read here. Send one of {_codings}, or none.");
            return;
        }

        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && HeaderUtilities.RemoveQuotes(type.Charset) is { Length: > 0 } charset
            && !Charsets.Contains(charset.ToString()))
        {
            context.Result = Refuse($"The charset '{Quote(charset.ToString())}' is not read here. JSON is UTF-8: send `Content-Type: application/json`.");
        }
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
        // Nothing is left to do.
    }

    private static ProblemResult Refuse(string detail) => new(ProblemKind.UnsupportedMediaType.ToDetails(detail));

    private static string Quote(string name) => name.Length <= 40 ? name : $"{name[..40]}…";
}
