using System.Security.Claims;
using System.Text.Encodings.Web;
using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DeliveryOtp.Api.Access;

/// <summary>
/// Signs in <c>Authorization: Bearer</c> (RFC 6750) with a courier token, an API key or the admin key. A JWT has two dots,
/// an API key has none, and an operator's admin key is whatever is left.
/// </summary>
internal sealed class BearerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    ApiKeyVerifier keys,
    CourierTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";

    private const string Prefix = SchemeName + " ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        var credential = header[Prefix.Length..].Trim();
        if (credential.Length == 0)
            return AuthenticateResult.NoResult();

        var caller = credential.AsSpan().Count('.') == 2
            ? await tokens.VerifyAsync(credential)
            : await keys.VerifyAsync(credential, Context.RequestAborted);
        return caller is null
            ? AuthenticateResult.Fail("The credential is unknown, expired or revoked.")
            : AuthenticateResult.Success(new AuthenticationTicket(
                new ClaimsPrincipal(new CallerIdentity(caller, SchemeName)),
                SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append(HeaderNames.WWWAuthenticate, SchemeName);
        return Task.CompletedTask;
    }
}
