using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>Where a retailer wants to be told.</summary>
public sealed class WebhookEndpointRow
{
    public required Guid RetailerId { get; init; }

    public required Guid Id { get; init; }

    public required string Url { get; init; }

    /// <summary>The types it wants; null: all of them.</summary>
    public string[]? Events { get; init; }

    /// <summary>The signing secret, encrypted under <see cref="SecretKeyId"/>.</summary>
    public required byte[] Secret { get; set; }

    /// <summary>The code key that the secrets are encrypted under.</summary>
    public required string SecretKeyId { get; set; }

    /// <summary>The secret before the last rotation, which still signs until <see cref="PreviousSecretUntil"/>.</summary>
    public byte[]? PreviousSecret { get; set; }

    public DateTimeOffset? PreviousSecretUntil { get; set; }

    /// <summary>The number of its last message.</summary>
    public long LastNumber { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when nothing is sent, because it answered 410 or its retailer said so; null: it is in use.</summary>
    public DateTimeOffset? DisabledAt { get; init; }
}

internal sealed class WebhookEndpointMapping : IEntityTypeConfiguration<WebhookEndpointRow>
{
    public void Configure(EntityTypeBuilder<WebhookEndpointRow> builder)
    {
        builder.ToTable("webhook_endpoints");
        builder.HasKey(row => new { row.RetailerId, row.Id }).HasName("pk_webhook_endpoints");
        builder.HasOne<RetailerRow>().WithMany().HasForeignKey(row => row.RetailerId)
            .HasConstraintName("fk_webhook_endpoints_retailers").OnDelete(DeleteBehavior.Restrict);
    }
}
