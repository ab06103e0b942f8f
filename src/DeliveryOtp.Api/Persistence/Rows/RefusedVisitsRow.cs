using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>
/// The refused visits of a courier on a delivery within the last hour, and how many more were cut off (R13). Whoever decides about a
/// visit has locked the delivery, so nobody else changes the row meanwhile.
/// </summary>
public sealed class RefusedVisitsRow
{
    public required Guid RetailerId { get; init; }

    public required Guid DeliveryId { get; init; }

    public required string CourierId { get; init; }

    /// <summary>Newest first, at most <see cref="Domain.Doorstep.RecentRefusals.Most"/>.</summary>
    public required DateTimeOffset[] RefusedAt { get; init; }

    /// <summary>Visits that were answered 429 and are in no journal.</summary>
    public required long CutOff { get; init; }

    public DateTimeOffset? LastCutOffAt { get; init; }
}

internal sealed class RefusedVisitsMapping : IEntityTypeConfiguration<RefusedVisitsRow>
{
    public void Configure(EntityTypeBuilder<RefusedVisitsRow> builder)
    {
        builder.ToTable("refused_visits");
        builder.HasKey(row => new { row.RetailerId, row.DeliveryId, row.CourierId }).HasName("pk_refused_visits");
    }
}
