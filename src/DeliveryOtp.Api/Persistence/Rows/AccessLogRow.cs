using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>
/// Who searched the records, when, for what, and how much came back. Append-only, like the journal. A streamed
/// result has two rows of one <see cref="QueryId"/>: one before the first byte, one with the count at the end.
/// </summary>
public sealed class AccessLogRow
{
    public required Guid RetailerId { get; init; }

    public required Guid Id { get; init; }

    public required Guid QueryId { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string ActorRole { get; init; }

    public required string ActorId { get; init; }

    /// <summary>attempts, deliveries, lookup, courier, device.</summary>
    public required string Resource { get; init; }

    /// <summary>The filters as the caller gave them.</summary>
    public required string Filters { get; init; }

    /// <summary>Null: a stream has begun.</summary>
    public long? RowsReturned { get; init; }
}

internal sealed class AccessLogMapping : IEntityTypeConfiguration<AccessLogRow>
{
    public void Configure(EntityTypeBuilder<AccessLogRow> builder)
    {
        builder.ToTable("access_log");
        builder.HasKey(row => new { row.RetailerId, row.Id }).HasName("pk_access_log");
        builder.Property(row => row.Filters).HasColumnType("jsonb");
    }
}
