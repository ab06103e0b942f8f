using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>
/// The messages about one subject that wait for one endpoint: they go one after another, so the first of them keeps the
/// others waiting. There is a lane as long as something waits in it.
/// </summary>
public sealed class WebhookLaneRow
{
    public required Guid RetailerId { get; init; }

    public required Guid EndpointId { get; init; }

    public required Guid SubjectId { get; init; }

    /// <summary>When its first message may be posted.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Until when somebody is posting it; a sender that died is not waited for any longer.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }
}

internal sealed class WebhookLaneMapping : IEntityTypeConfiguration<WebhookLaneRow>
{
    public void Configure(EntityTypeBuilder<WebhookLaneRow> builder)
    {
        builder.ToTable("webhook_lanes");
        builder.HasKey(row => new { row.RetailerId, row.EndpointId, row.SubjectId }).HasName("pk_webhook_lanes");
        builder.HasIndex(row => new { row.RetailerId, row.EndpointId, row.DueAt }).HasDatabaseName("ix_webhook_lanes_due");
    }
}
