using Microsoft.OpenApi;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>How callers sign in: always <c>Authorization: Bearer …</c> (RFC 6750), with one of three credentials.</summary>
internal static class SecuritySchemes
{
    public const string ApiKey = "api_key";
    public const string CourierToken = "courier_token";
    public const string RecipientLink = "recipient_link";

    public static OpenApiSecurityScheme ApiKeyScheme => new()
    {
        Type = SecuritySchemeType.Http,
        Scheme = "bearer",
        Description = "An API key of a retailer or of its support staff (`dotp_…`), or the operator's admin key.",
    };

    public static OpenApiSecurityScheme CourierTokenScheme => new()
    {
        Type = SecuritySchemeType.Http,
        Scheme = "bearer",
        BearerFormat = "JWT",
        Description = "A courier token from `POST /v1/courier-tokens`, which the retailer hands to the courier's app.",
    };

    public static OpenApiSecurityScheme RecipientLinkScheme => new()
    {
        Type = SecuritySchemeType.Http,
        Scheme = "bearer",
        Description = "What stands behind `#` in the recipient's link (`recipient_url`): 64 characters. Whoever has it is the recipient (R20).",
    };

    /// <summary>What a role signs in with.</summary>
    public static string Of(string role) => role switch
    {
        Roles.Courier => CourierToken,
        Roles.Recipient => RecipientLink,
        _ => ApiKey,
    };
}
