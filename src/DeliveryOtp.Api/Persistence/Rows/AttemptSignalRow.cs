using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>
/// That an attempt or arrival raised a signal, at once or when its history was looked at: for the filters of the audit trail. What
/// was seen stands in the journal.
/// </summary>
public sealed class AttemptSignalRow
{
    public required Guid RetailerId { get; init; }

    public required string Signal { get; init; }

    /// <summary>The entry's id: the order of ids is the order of time.</summary>
    public required Guid AttemptId { get; init; }
}

internal sealed class AttemptSignalMapping : IEntityTypeConfiguration<AttemptSignalRow>
{
    public void Configure(EntityTypeBuilder<AttemptSignalRow> builder)
    {
        builder.ToTable("attempt_signals");
        builder.HasKey(row => new { row.RetailerId, row.Signal, row.AttemptId }).HasName("pk_attempt_signals");
    }
}
