using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>What became of a credential: made, used for the first time, revoked, and by whom. Append-only.</summary>
public sealed class CredentialEventRow
{
    public const string ApiKey = "api_key";
    public const string CourierToken = "courier_token";
    public const string Made = "made";
    public const string Used = "used";
    public const string Revoked = "revoked";

    public required Guid RetailerId { get; init; }

    public required Guid Id { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>api_key or courier_token.</summary>
    public required string Credential { get; init; }

    /// <summary>made, used (for the first time; API keys only) or revoked.</summary>
    public required string Event { get; init; }

    /// <summary>The key; of a token, the key that made it.</summary>
    public Guid? ApiKeyId { get; init; }

    /// <summary>The token's jti; null with a courier who is revoked: all of his tokens until then.</summary>
    public Guid? TokenId { get; init; }

    /// <summary>Whose token.</summary>
    public string? CourierId { get; init; }

    public required ActorRole ActorRole { get; init; }

    public required string ActorId { get; init; }
}

internal sealed class CredentialEventMapping : IEntityTypeConfiguration<CredentialEventRow>
{
    public void Configure(EntityTypeBuilder<CredentialEventRow> builder)
    {
        builder.ToTable("credential_events", table =>
        {
            table.HasCheckConstraint("ck_credential_events_credential", "credential in ('api_key', 'courier_token')");
            table.HasCheckConstraint("ck_credential_events_event", "event in ('made', 'used', 'revoked')");
        });
        builder.HasKey(row => new { row.RetailerId, row.Id }).HasName("pk_credential_events");
        builder.Property(row => row.ActorRole).HasConversion<EnumNameConverter<ActorRole>>();

        // What every replica asks for each second.
        builder.HasIndex(row => row.Id).HasFilter("event = 'revoked'").HasDatabaseName("ix_credential_events_revoked");
    }
}
