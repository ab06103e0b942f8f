using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>An entry that a reader of the journal failed on again and again, and went past.</summary>
public sealed class JournalSetAsideRow
{
    public required string Reader { get; init; }

    public required Guid EntryId { get; init; }

    public required Guid RetailerId { get; init; }

    public required Guid DeliveryId { get; init; }

    public required int Sequence { get; init; }

    /// <summary>What the reader met.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset SetAsideAt { get; init; }
}

internal sealed class JournalSetAsideMapping : IEntityTypeConfiguration<JournalSetAsideRow>
{
    public void Configure(EntityTypeBuilder<JournalSetAsideRow> builder)
    {
        builder.ToTable("journal_set_aside");
        builder.HasKey(row => new { row.Reader, row.EntryId }).HasName("pk_journal_set_aside");
    }
}
