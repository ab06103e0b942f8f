using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>
/// An entry that a reader of the journal went past: it failed on it again and again, or had no time for its delivery and comes back.
/// </summary>
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

    /// <summary>When the reader comes back to it; null: never, since the entry itself is at fault.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>How often it came back in vain.</summary>
    public int Retries { get; init; }
}

internal sealed class JournalSetAsideMapping : IEntityTypeConfiguration<JournalSetAsideRow>
{
    public void Configure(EntityTypeBuilder<JournalSetAsideRow> builder)
    {
        builder.ToTable("journal_set_aside");
        builder.HasKey(row => new { row.Reader, row.EntryId }).HasName("pk_journal_set_aside");
        builder.Property(row => row.Retries).HasDefaultValue(0);
    }
}
