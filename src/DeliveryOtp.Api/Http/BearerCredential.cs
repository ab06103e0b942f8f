namespace DeliveryOtp.Api.Http;

/// <summary>What stands in <c>Authorization: Bearer</c> (RFC 6750, 2.1).</summary>
internal static class BearerCredential
{
    public const string Scheme = "Bearer";

    /// <summary>Null: another scheme, or none. Empty: the scheme alone.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && (header.Length == Scheme.Length || header[Scheme.Length] == ' ')
            ? header.AsSpan(Scheme.Length).Trim().ToString()
            : null;
    }
}
