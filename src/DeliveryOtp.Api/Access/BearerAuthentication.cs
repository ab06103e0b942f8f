using System.Security.Claims;
using System.Text.Encodings.Web;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Journal;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DeliveryOtp.Api.Access;

/// <summary>
/// Signs in <c>Authorization: Bearer</c> (RFC 6750) with a courier token, a recipient's link, an API key or the admin key. A
/// JWT has two dots, a link and an API key have none, and an operator's admin key is whatever is left.
/// </summary>
internal sealed class BearerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    ApiKeyVerifier keys,
    CourierTokens tokens,
    SignInThrottle throttle,
    CredentialRevocations revocations,
    DeliveryReads deliveries)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = BearerCredential.Scheme;

    /// <summary>What a challenge says: nothing but the scheme to whoever has shown nothing (RFC 6750, 3.1).</summary>
    private string _challenge = SchemeName;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerCredential.Of(Request) is not { } credential)
            return AuthenticateResult.NoResult();
        var caller = credential.AsSpan().Count('.') == 2 ? await VerifyTokenAsync(credential) : await throttle.LookUpAsync(Context, credential, VerifyLinkOrKeyAsync);
        if (caller is not null)
        {
            return AuthenticateResult.Success(new AuthenticationTicket(
                new ClaimsPrincipal(new CallerIdentity(caller, SchemeName)),
                SchemeName));
        }

        // An admin key may have blanks in it, so a credential is held to be malformed only when it is nobody's.
        return credential.Length == 0 || credential.Contains(' ', StringComparison.Ordinal)
            ? Fail("invalid_request", "One credential belongs behind Bearer.")
            : Fail("invalid_token", "The credential is unknown, expired or revoked.");
    }

    private async ValueTask<Caller?> VerifyTokenAsync(string token) =>
        await tokens.VerifyAsync(token) is { } courier && !await revocations.IncludesAsync(courier, Context.RequestAborted) ? courier : null;

    private async ValueTask<Caller?> VerifyLinkOrKeyAsync(string credential) =>
        await VerifyLinkAsync(credential) ?? await keys.VerifyAsync(credential, Context.RequestAborted);

    private AuthenticateResult Fail(string error, string description)
    {
        _challenge = $"{SchemeName} error=\"{error}\", error_description=\"{description}\"";
        return AuthenticateResult.Fail(description);
    }

    /// <summary>R20. Never remembered: a link is dead the moment the retailer names another recipient.</summary>
    private async ValueTask<Caller?> VerifyLinkAsync(string credential) =>
        RecipientLink.TryParse(credential, out var link)
        && await deliveries.FindByLinkAsync(link, Context.RequestAborted) is var (retailer, version)
            ? new Caller(ActorRole.Recipient, retailer, $"link-{version}", Delivery: link.DeliveryId, LinkVersion: version)
            : null;

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append(HeaderNames.WWWAuthenticate, _challenge);
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        Response.Headers.Append(HeaderNames.WWWAuthenticate, $"{SchemeName} error=\"insufficient_scope\"");
        return Task.CompletedTask;
    }
}
