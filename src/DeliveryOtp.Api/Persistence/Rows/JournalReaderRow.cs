using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>How far a reader of the journal has come, and which replica works for it now. The sequencer has one as well.</summary>
public sealed class JournalReaderRow
{
    public required string Name { get; init; }

    /// <summary>The next one: everything before it is dealt with.</summary>
    public required long Position { get; init; }

    /// <summary>Who has the lease; null: nobody.</summary>
    public Guid? Holder { get; init; }

    /// <summary>Afterwards anybody may take it, by the database's clock.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

internal sealed class JournalReaderMapping : IEntityTypeConfiguration<JournalReaderRow>
{
    public void Configure(EntityTypeBuilder<JournalReaderRow> builder)
    {
        builder.ToTable("journal_readers");
        builder.HasKey(row => row.Name).HasName("pk_journal_readers");
    }
}
