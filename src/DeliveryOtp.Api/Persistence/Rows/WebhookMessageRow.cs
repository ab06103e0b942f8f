using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>One event for one endpoint.</summary>
public sealed class WebhookMessageRow
{
    public required Guid RetailerId { get; init; }

    public required Guid EndpointId { get; init; }

    /// <summary>1, 2, … within the endpoint.</summary>
    public required long Number { get; init; }

    /// <summary>What has to stay in order: the delivery; a test's endpoint.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>The <c>webhook-id</c>.</summary>
    public required string MessageId { get; init; }

    public required string Type { get; init; }

    /// <summary>Of what happened, not of its sending.</summary>
    public required DateTimeOffset HappenedAt { get; init; }

    /// <summary>The member <c>data</c> of the body, without a code: JSON as text, since its bytes are signed.</summary>
    public required string Data { get; init; }

    /// <summary>The generation whose code goes with it, if the policy says so and it still lives when it is sent.</summary>
    public int? CodeGeneration { get; init; }

    /// <summary>A <see cref="WebhookState"/>.</summary>
    public required string State { get; init; }

    /// <summary>Posts since it was made or asked for again; the schedule of retries follows from it.</summary>
    public required int Tries { get; init; }

    /// <summary>When the last post ended; null: none has.</summary>
    public DateTimeOffset? LastTriedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What became of a message.</summary>
public enum WebhookState
{
    /// <summary>It is to be sent, or to be sent again.</summary>
    Pending,

    /// <summary>The endpoint took it.</summary>
    Delivered,

    /// <summary>It was given up after three days.</summary>
    Failed,

    /// <summary>Its endpoint was removed or disabled.</summary>
    Cancelled,
}

internal sealed class WebhookMessageMapping : IEntityTypeConfiguration<WebhookMessageRow>
{
    public void Configure(EntityTypeBuilder<WebhookMessageRow> builder)
    {
        builder.ToTable("webhook_messages", table => table.HasCheckConstraint(
            "ck_webhook_messages_state",
            "state in ('pending', 'delivered', 'failed', 'cancelled')"));
        builder.HasKey(row => new { row.RetailerId, row.EndpointId, row.Number }).HasName("pk_webhook_messages");
        builder.HasIndex(row => new { row.RetailerId, row.EndpointId, row.SubjectId, row.Number })
            .HasFilter("state = 'pending'").HasDatabaseName("ix_webhook_messages_pending");
        builder.HasIndex(row => row.CreatedAt).HasDatabaseName("ix_webhook_messages_created_at");
    }
}
