using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>How far a reader of the journal has come: the last entry that it has dealt with.</summary>
public sealed class JournalReaderRow
{
    public required string Name { get; init; }

    public required ulong TransactionId { get; init; }

    public required Guid DeliveryId { get; init; }

    public required int Sequence { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

internal sealed class JournalReaderMapping : IEntityTypeConfiguration<JournalReaderRow>
{
    public void Configure(EntityTypeBuilder<JournalReaderRow> builder)
    {
        builder.ToTable("journal_readers");
        builder.HasKey(row => row.Name).HasName("pk_journal_readers");
        builder.Property(row => row.TransactionId).HasColumnType("xid8");
    }
}
