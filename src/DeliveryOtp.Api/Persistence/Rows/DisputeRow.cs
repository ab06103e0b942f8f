using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>
/// A dispute as it stands: what the journal of its delivery says about it, kept so that those that are due can be listed. Written in
/// the transaction that writes the entries, and by nobody else.
/// </summary>
public sealed class DisputeRow
{
    public required Guid RetailerId { get; init; }

    public required Guid Id { get; init; }

    public required Guid DeliveryId { get; init; }

    public required ContestKind Kind { get; init; }

    /// <summary>Who complains.</summary>
    public required Complainant OpenedBy { get; init; }

    public string? Statement { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>By then a decision is due.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>How many; they themselves are in the journal.</summary>
    public int Notes { get; init; }

    public DateTimeOffset? LastNoteAt { get; init; }

    public string? LastNote { get; init; }

    /// <summary>Null while it is open, as all that follows.</summary>
    public DisputeOutcome? Outcome { get; init; }

    /// <summary>The names of the <see cref="Ground"/>s.</summary>
    public string[]? Grounds { get; init; }

    public string? Reasons { get; init; }

    public string? EvidenceKeptAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public ActorRole? DecidedByRole { get; init; }

    public string? DecidedById { get; init; }
}

internal sealed class DisputeMapping : IEntityTypeConfiguration<DisputeRow>
{
    private const string IsOpen = "decided_at is null";

    public void Configure(EntityTypeBuilder<DisputeRow> builder)
    {
        builder.ToTable("disputes", table => table.HasCheckConstraint(
            "ck_disputes_decision",
            "num_nulls(outcome, grounds, reasons, decided_at, decided_by_role, decided_by_id) in (0, 6)"));
        builder.HasKey(row => new { row.RetailerId, row.Id }).HasName("pk_disputes");
        builder.Property(row => row.Kind).HasConversion<EnumNameConverter<ContestKind>>();
        builder.Property(row => row.OpenedBy).HasConversion<EnumNameConverter<Complainant>>();
        builder.Property(row => row.Outcome).HasConversion<EnumNameConverter<DisputeOutcome>>();
        builder.Property(row => row.DecidedByRole).HasConversion<EnumNameConverter<ActorRole>>();
        builder.Property(row => row.Notes).HasDefaultValue(0);

        // The delivery's lock sees to it; this is for whoever forgets the lock.
        builder.HasIndex(row => new { row.RetailerId, row.DeliveryId }, "open").IsUnique()
            .HasFilter(IsOpen).HasDatabaseName("ux_disputes_open");
        builder.HasIndex(row => new { row.RetailerId, row.DeliveryId }).HasDatabaseName("ix_disputes_delivery");

        // The queue by due date, and what was decided last.
        builder.HasIndex(row => new { row.RetailerId, row.DueAt, row.Id })
            .HasFilter(IsOpen).HasDatabaseName("ix_disputes_due_at");
        builder.HasIndex(row => new { row.RetailerId, row.DecidedAt, row.Id })
            .HasFilter("decided_at is not null").HasDatabaseName("ix_disputes_decided_at");
    }
}
