using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>One post of a message to its endpoint, and how it went.</summary>
public sealed class WebhookPostRow
{
    public required Guid RetailerId { get; init; }

    public required Guid EndpointId { get; init; }

    public required long Number { get; init; }

    public required DateTimeOffset PostedAt { get; init; }

    public required int DurationMs { get; init; }

    /// <summary>The HTTP status; null: there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>Why it failed; null: it did not.</summary>
    public string? Error { get; init; }
}

internal sealed class WebhookPostMapping : IEntityTypeConfiguration<WebhookPostRow>
{
    public void Configure(EntityTypeBuilder<WebhookPostRow> builder)
    {
        builder.ToTable("webhook_posts");
        builder.HasKey(row => new { row.RetailerId, row.EndpointId, row.Number, row.PostedAt }).HasName("pk_webhook_posts");
    }
}
