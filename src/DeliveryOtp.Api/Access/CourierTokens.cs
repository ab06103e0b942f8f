using System.Security.Claims;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Journal;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DeliveryOtp.Api.Access;

/// <summary>
/// Courier tokens: JWTs (RFC 7519) of type <c>at+jwt</c> (RFC 9068), HS256, since issuer and verifier are one.
/// Signed under keys derived from the code keys, so that a rotation of those is a rotation of these.
/// </summary>
public sealed class CourierTokens(CodeKeyRing ring, TimeProvider time) : IDisposable
{
    /// <summary>12 hours: a shift.</summary>
    public const int LongestLifetimeS = 12 * 60 * 60;

    private const int CacheCapacity = 100_000;
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(1);

    private const string Issuer = "deliveryotp";
    private const string Audience = "deliveryotp/doorstep";
    private const string TokenType = "at+jwt";
    private const string RetailerClaim = "retailer_id";

    /// <summary>RFC 9068, 2.2: the client that asked for the token, which is an API key here.</summary>
    private const string ClientClaim = "client_id";

    private readonly SigningCredentials _signing = new(SigningKeyOf(ring.Keys[0]), SecurityAlgorithms.HmacSha256);
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly TokenValidationParameters _pins = Pins(ring, time);
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = CacheCapacity });

    /// <summary>A token that lets one courier post to the deliveries of one retailer.</summary>
    /// <param name="retailer">Whose deliveries.</param>
    /// <param name="courier">Which courier.</param>
    /// <param name="apiKey">The API key that asks for it.</param>
    /// <param name="lifetimeS">Seconds.</param>
    public (string Token, Guid Id) Issue(RetailerId retailer, CourierId courier, Guid apiKey, int lifetimeS)
    {
        var now = time.Now();
        var id = RecordId.Next(now);
        var token = _handler.CreateToken(new SecurityTokenDescriptor
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
                [JwtRegisteredClaimNames.Jti] = id.ToString(),
                [RetailerClaim] = retailer.ToString(),
                [ClientClaim] = apiKey.ToString(),
            },
            SigningCredentials = _signing,
        });
        return (token, id);
    }

    /// <summary>
    /// Who the token speaks for; null when anything about it is wrong. A verified token stays known for a minute, since its
    /// courier will be back; that it is still alive is asked each time.
    /// </summary>
    internal async ValueTask<Caller?> VerifyAsync(string token)
    {
        if (!_known.TryGetValue(token, out KnownToken? known))
        {
            known = await ReadAsync(token);
            if (known is null)
                return null;
            _known.Set(token, known, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = KnownFor });
        }

        return time.GetUtcNow().UtcDateTime < known!.Expires ? known.Caller : null;
    }

    public void Dispose() => _known.Dispose();

    private async Task<KnownToken?> ReadAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, _pins);
        return result.IsValid && CallerOf(result.ClaimsIdentity) is { } caller
            ? new KnownToken(caller, result.SecurityToken.ValidTo)
            : null;
    }

    private static Caller? CallerOf(ClaimsIdentity verified) =>
        verified.FindFirst(JwtRegisteredClaimNames.Sub)?.Value is { Length: > 0 } courier
        && verified.FindFirst(JwtRegisteredClaimNames.Jti)?.Value is { Length: > 0 } tokenId
        && Guid.TryParse(verified.FindFirst(RetailerClaim)?.Value, out var retailer)
            ? new Caller(ActorRole.Courier, new RetailerId(retailer), tokenId, new CourierId(courier)) { ApiKey = ApiKeyOf(verified) }
            : null;

    /// <summary>Null: an earlier version made the token.</summary>
    private static Guid? ApiKeyOf(ClaimsIdentity verified) => Guid.TryParse(verified.FindFirst(ClientClaim)?.Value, out var key) ? key : null;

    /// <summary>Everything about a token is pinned; what the token itself says about its verification counts for nothing.</summary>
    private static TokenValidationParameters Pins(CodeKeyRing ring, TimeProvider time) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ValidTypes = [TokenType],
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        IssuerSigningKeys = [.. ring.Keys.Select(SigningKeyOf)],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires, time.GetUtcNow().UtcDateTime),
    };

    private static SymmetricSecurityKey SigningKeyOf(CodeKey key) =>
        new(key.Derive("deliveryotp/courier-token/v1", length: 32)) { KeyId = key.Id };

    private static bool IsAlive(DateTime? notBefore, DateTime? expires, DateTime now) =>
        notBefore is { } from
        && expires is { } until
        && from <= now
        && now < until
        && (until - from).TotalSeconds <= LongestLifetimeS;

    private sealed record KnownToken(Caller Caller, DateTime Expires);
}
