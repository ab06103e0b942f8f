using System.ComponentModel.DataAnnotations;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Access;

/// <summary>What an API key may do.</summary>
public enum ApiKeyRole
{
    /// <summary>Issues codes and manages the retailer's deliveries.</summary>
    Retailer,

    /// <summary>Reads the audit trail, holds and unlocks.</summary>
    Support,
}

/// <summary>A new tenant.</summary>
public sealed record CreateRetailerRequest
{
    /// <summary>1–200 characters.</summary>
    /// <example>Example Italia S.r.l.</example>
    [Required]
    public string? Name { get; init; }
}

/// <summary>A tenant and its first key.</summary>
/// <param name="Id">The retailer. UUIDv7.</param>
/// <param name="Name">As given.</param>
/// <param name="ApiKey">The key in clear: shown here and never again.</param>
public sealed record CreateRetailerResponse(
    Guid Id,
    string Name,
    string ApiKey);

/// <summary>A new API key.</summary>
public sealed record CreateApiKeyRequest
{
    /// <summary>What the key may do.</summary>
    /// <example>support</example>
    [Required]
    public ApiKeyRole? Role { get; init; }

    /// <summary>What the key is for, 1–200 characters.</summary>
    /// <example>help desk</example>
    [Required]
    public string? Name { get; init; }

    /// <summary>Whose key it becomes: required from the admin, refused from a retailer.</summary>
    public Guid? RetailerId { get; init; }
}

/// <summary>A new key.</summary>
/// <param name="Id">For its revocation. UUIDv7.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Name">As given.</param>
/// <param name="ApiKey">The key in clear: shown here and never again.</param>
public sealed record CreateApiKeyResponse(Guid Id, ApiKeyRole Role, string Name, string ApiKey);

/// <summary>A key as it is listed: never the key itself.</summary>
/// <param name="Id">For its revocation.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Name">As given.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">When it last signed in, to the minute; null: never.</param>
/// <param name="RevokedAt">Since when it is worthless; null: it is good.</param>
public sealed record ApiKeyItem(
    Guid Id,
    ApiKeyRole Role,
    string Name,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt)
{
    internal static ApiKeyItem Of(ApiKeyRow row) =>
        new(row.Id, EnumName<ApiKeyRole>.Parse(row.Role), row.Name, row.CreatedAt, row.LastUsedAt, row.RevokedAt);
}

/// <summary>What a credential is.</summary>
public enum CredentialKind
{
    /// <summary>An API key.</summary>
    ApiKey,

    /// <summary>A courier's token.</summary>
    CourierToken,
}

/// <summary>What became of a credential.</summary>
public enum CredentialEventKind
{
    /// <summary>It was made.</summary>
    Made,

    /// <summary>An API key signed in for the first time.</summary>
    Used,

    /// <summary>It was revoked.</summary>
    Revoked,
}

/// <summary>An event of the credentials' trail.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="RecordedAt">The server's clock.</param>
/// <param name="Credential">What it is about.</param>
/// <param name="Event">What became of it.</param>
/// <param name="ApiKeyId">The key; of a token that was made, the key that made it; null: a courier's tokens were revoked.</param>
/// <param name="TokenId">The token; null: it is about a key, or about all tokens that the courier had.</param>
/// <param name="CourierId">Whose token; null: it is about a key.</param>
/// <param name="Actor">Who did it: the API key, or the admin.</param>
public sealed record CredentialEvent(
    Guid Id,
    DateTimeOffset RecordedAt,
    CredentialKind Credential,
    CredentialEventKind Event,
    Guid? ApiKeyId,
    Guid? TokenId,
    string? CourierId,
    CredentialActor Actor)
{
    internal static CredentialEvent Of(CredentialEventRow row) => new(
        row.Id,
        row.RecordedAt,
        EnumName<CredentialKind>.Parse(row.Credential),
        EnumName<CredentialEventKind>.Parse(row.Event),
        row.ApiKeyId,
        row.TokenId,
        row.CourierId,
        new CredentialActor(row.ActorRole, row.ActorId));
}

/// <summary>Who made or revoked a credential.</summary>
/// <param name="Role">admin, retailer or support.</param>
/// <param name="Id">The API key's id; `admin` for the operator's own.</param>
public sealed record CredentialActor(ActorRole Role, string Id);

/// <summary>Whose tokens to revoke.</summary>
public sealed record RevokeCourierTokensQuery
{
    /// <summary>The retailer's name of the courier, 1–64 characters.</summary>
    /// <example>crr-071</example>
    [Required]
    [FromQuery(Name = "courier_id")]
    public string? CourierId { get; init; }
}

/// <summary>A token for one courier's app.</summary>
public sealed record CreateCourierTokenRequest
{
    /// <summary>The retailer's name of the courier, 1–64 characters.</summary>
    /// <example>crr-071</example>
    [Required]
    public string? CourierId { get; init; }

    /// <summary>Lifetime in seconds, 60–43200; 43200 (12 h) when omitted.</summary>
    /// <example>28800</example>
    public int? ExpiresIn { get; init; }
}

/// <summary>A token response (RFC 6749 §5.1).</summary>
/// <param name="AccessToken">A JWT; opaque to the app.</param>
/// <param name="TokenType">Bearer.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="TokenId">Its name in the record: attempts made with it, and its line among the credential events, have it as `token_id`. UUIDv7.</param>
public sealed record CreateCourierTokenResponse(string AccessToken, string TokenType, int ExpiresIn, Guid TokenId);

internal sealed class CreateRetailerValidator : AbstractValidator<CreateRetailerRequest>
{
    public CreateRetailerValidator() => RuleFor(request => request.Name).RequiredText(200);
}

internal sealed class CreateApiKeyValidator : AbstractValidator<CreateApiKeyRequest>
{
    public CreateApiKeyValidator()
    {
        RuleFor(request => request.Role).Required();
        RuleFor(request => request.Name).RequiredText(200);
    }
}

internal sealed class RevokeCourierTokensValidator : AbstractValidator<RevokeCourierTokensQuery>
{
    public RevokeCourierTokensValidator() => RuleFor(query => query.CourierId).RequiredText(64);
}

internal sealed class CreateCourierTokenValidator : AbstractValidator<CreateCourierTokenRequest>
{
    public CreateCourierTokenValidator()
    {
        RuleFor(request => request.CourierId).RequiredText(64);
        RuleFor(request => request.ExpiresIn).Between(60, CourierTokens.LongestLifetimeS);
    }
}
