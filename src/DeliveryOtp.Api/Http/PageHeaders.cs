namespace DeliveryOtp.Api.Http;

/// <summary>The headers of the two faces: nothing from elsewhere, nothing inline, nobody's frame.</summary>
internal static class PageHeaders
{
    public const string RecipientPolicy = "recipient page";
    public const string ConsolePolicy = "console";

    /// <summary>The code's own page keeps the phone awake while a code is shown, and wants nothing else of it.</summary>
    public static void OfRecipients(HeaderPolicyCollection policy) => OfPages(policy, withTrustedTypes: true)
        .AddCustomHeader("Permissions-Policy", "screen-wake-lock=(self), camera=(), geolocation=(), microphone=()");

    public static void OfConsole(HeaderPolicyCollection policy) => OfPages(policy, withTrustedTypes: false)
        .AddCrossOriginResourcePolicy(resource => resource.SameOrigin())
        .AddCustomHeader("Permissions-Policy", "screen-wake-lock=(), camera=(), geolocation=(), microphone=()");

    private static HeaderPolicyCollection OfPages(HeaderPolicyCollection policy, bool withTrustedTypes) => policy
        .AddFrameOptionsDeny()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicyNoReferrer()
        .AddCrossOriginOpenerPolicy(opener => opener.SameOrigin())
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddScriptSrc().Self();
            csp.AddStyleSrc().Self();
            csp.AddConnectSrc().Self();
            csp.AddImgSrc().Self();
            csp.AddFormAction().Self();
            csp.AddBaseUri().None();
            csp.AddFrameAncestors().None();
            if (withTrustedTypes)
                csp.AddRequireTrustedTypesFor().Script();
        });
}
