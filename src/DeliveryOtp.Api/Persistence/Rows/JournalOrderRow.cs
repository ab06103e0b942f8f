using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>The one order of the journal: which entry has which position. Written by the sequencer, and never changed.</summary>
public sealed class JournalOrderRow
{
    /// <summary>0, 1, 2, … without a gap.</summary>
    public required long Position { get; init; }

    public required Guid RetailerId { get; init; }

    public required Guid DeliveryId { get; init; }

    public required int Sequence { get; init; }
}

/// <summary>
/// An entry that has no position yet: written in the statement that writes the entry, deleted in the transaction that gives the
/// position.
/// </summary>
public sealed class UnsequencedRow
{
    /// <summary>Grows with time, roughly: a hint where to look first, and no order.</summary>
    public required long Id { get; init; }

    public required Guid RetailerId { get; init; }

    public required Guid DeliveryId { get; init; }

    public required int Sequence { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

internal sealed class JournalOrderMapping : IEntityTypeConfiguration<JournalOrderRow>, IEntityTypeConfiguration<UnsequencedRow>
{
    public void Configure(EntityTypeBuilder<JournalOrderRow> builder)
    {
        builder.ToTable("journal_order", table => table.HasCheckConstraint("ck_journal_order_position", "position >= 0"));
        builder.HasKey(row => row.Position).HasName("pk_journal_order");
        builder.Property(row => row.Position).ValueGeneratedNever();
        builder.HasIndex(row => new { row.RetailerId, row.DeliveryId, row.Sequence }).IsUnique().HasDatabaseName("ux_journal_order_entry");
    }

    public void Configure(EntityTypeBuilder<UnsequencedRow> builder)
    {
        builder.ToTable("journal_unsequenced");
        builder.HasKey(row => row.Id).HasName("pk_journal_unsequenced");
        builder.Property(row => row.Id).UseIdentityByDefaultColumn();
    }
}
