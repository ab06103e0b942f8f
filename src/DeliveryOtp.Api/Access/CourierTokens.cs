using System.Security.Claims;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Journal;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DeliveryOtp.Api.Access;

/// <summary>
/// Courier tokens: JWTs (RFC 7519) of type <c>at+jwt</c> (RFC 9068), HS256, since issuer and verifier are one.
/// Signed under keys derived from the code keys, so that a rotation of those is a rotation of these.
/// </summary>
public sealed class CourierTokens(CodeKeyRing ring, TimeProvider time)
{
    /// <summary>12 hours: a shift.</summary>
    public const int LongestLifetimeS = 12 * 60 * 60;

    private const string Issuer = "deliveryotp";
    private const string Audience = "deliveryotp/doorstep";
    private const string TokenType = "at+jwt";
    private const string RetailerClaim = "retailer_id";

    private readonly SecurityKey[] _keys = [.. ring.Keys.Select(SigningKeyOf)];
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>A token that lets one courier post to the deliveries of one retailer.</summary>
    public string Issue(RetailerId retailer, CourierId courier, int lifetimeS)
    {
        var now = time.Now();
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            TokenType = TokenType,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = now.UtcDateTime.AddSeconds(lifetimeS),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [JwtRegisteredClaimNames.Sub] = courier.Value,
                [JwtRegisteredClaimNames.Jti] = RecordId.Next(now).ToString(),
                [RetailerClaim] = retailer.ToString(),
            },
            SigningCredentials = new SigningCredentials(_keys[0], SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>Everything about a token is pinned; what the token itself says about its verification counts for nothing.</summary>
    internal TokenValidationParameters Validation => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ValidTypes = [TokenType],
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        IssuerSigningKeys = _keys,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = IsAlive,
    };

    /// <summary>The caller that a verified token speaks for; null when it misses a claim.</summary>
    internal static Caller? CallerOf(ClaimsPrincipal verified) =>
        verified.FindFirstValue(JwtRegisteredClaimNames.Sub) is { Length: > 0 } courier
        && verified.FindFirstValue(JwtRegisteredClaimNames.Jti) is { Length: > 0 } tokenId
        && Guid.TryParse(verified.FindFirstValue(RetailerClaim), out var retailer)
            ? new Caller(ActorRole.Courier, new RetailerId(retailer), tokenId, new CourierId(courier))
            : null;

    private static SymmetricSecurityKey SigningKeyOf(CodeKey key) =>
        new(key.Derive("deliveryotp/courier-token/v1", length: 32)) { KeyId = key.Id };

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return notBefore is { } from
            && expires is { } until
            && from <= now
            && now < until
            && (until - from).TotalSeconds <= LongestLifetimeS;
    }
}
