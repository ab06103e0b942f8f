using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>
/// One entry of the journal. Written once, in the transaction that changed the delivery, by a role that can neither
/// update nor delete it. No foreign key: it would cost a quarter of the writes, and both are written together.
/// </summary>
public sealed class JournalRow
{
    public required Guid RetailerId { get; init; }

    public required Guid DeliveryId { get; init; }

    public required int Sequence { get; init; }

    /// <summary>UUIDv7 made at <see cref="RecordedAt"/>: the order of ids is the order of time.</summary>
    public required Guid Id { get; init; }

    public required string Kind { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required ActorRole ActorRole { get; init; }

    public required string ActorId { get; init; }

    public string? CourierId { get; init; }

    public string? DeviceId { get; init; }

    public AttemptOutcome? Outcome { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    /// <summary>The fix's cell in <see cref="PlaceGrid.Fine"/>; the database computes it.</summary>
    public int? FineCell { get; init; }

    /// <summary>The fix's cell in <see cref="PlaceGrid.Coarse"/>; the database computes it.</summary>
    public int? CoarseCell { get; init; }

    /// <summary>What was presented, under the code key; only where it was compared (R2).</summary>
    public byte[]? PresentedDigest { get; init; }

    /// <summary>Everything else: a <see cref="StoredContent"/>.</summary>
    public required string Detail { get; init; }

    /// <summary>Of the form that <see cref="Detail"/> has: 1, 2, … for each kind.</summary>
    public required short Version { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// Whose key it is; the database computes it, so that entries of a version that does not know it yet have it, too. As
    /// <see cref="Http.Caller.Principal"/> says.
    /// </summary>
    public string? IdempotencyPrincipal { get; init; }

    public byte[]? RequestDigest { get; init; }

    /// <summary>The entry that a raised signal is about.</summary>
    public Guid? AboutId { get; init; }

    /// <summary>When time ends what this entry began: a doorstep session, or a showing.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>A refusal of a courier who may not deliver this parcel (R18).</summary>
    public bool IsStranger { get; init; }

    /// <summary>What the signals weigh since this entry, where it was the one that marked the delivery for review.</summary>
    public int? ReviewTotal { get; init; }

    /// <summary>Which of the recipient's links was good when it was written.</summary>
    public int LinkVersion { get; init; }
}

internal sealed class JournalMapping : IEntityTypeConfiguration<JournalRow>
{
    /// <summary>A sequence of a delivery is one entry.</summary>
    public const string PrimaryKey = "pk_journal";

    private const string IsAttempt = $"kind = '{KindName.Attempted}'";

    private const string IsArrival = $"kind = '{KindName.Arrived}'";

    private const string PrincipalSql =
        "case when idempotency_key is null then null when actor_role = 'courier' then 'courier:' || courier_id "
        + "when actor_role = 'support' then 'support:' || actor_id else actor_role end";

    public void Configure(EntityTypeBuilder<JournalRow> builder)
    {
        builder.ToTable("journal", table => table.HasCheckConstraint(
            "ck_journal_kind",
            $"kind in ({string.Join(", ", Enum.GetValues<EntryKind>().Select(kind => $"'{KindName.Of(kind)}'"))})"));
        builder.HasKey(row => new { row.RetailerId, row.DeliveryId, row.Sequence }).HasName(PrimaryKey);
        builder.Property(row => row.ActorRole).HasConversion<EnumNameConverter<ActorRole>>();
        builder.Property(row => row.Outcome).HasConversion<EnumNameConverter<AttemptOutcome>>();
        builder.Property(row => row.Detail).HasColumnType("jsonb");
        builder.Property(row => row.Version).HasDefaultValue((short)1);
        builder.Property(row => row.LinkVersion).HasDefaultValue(1);
        builder.Property(row => row.IsStranger).HasDefaultValue(false);
        builder.Property(row => row.FineCell).HasComputedColumnSql(PlaceGrid.Fine.Sql, stored: true);
        builder.Property(row => row.CoarseCell).HasComputedColumnSql(PlaceGrid.Coarse.Sql, stored: true);

        builder.Property(row => row.IdempotencyPrincipal).HasComputedColumnSql(PrincipalSql, stored: true);

        builder.HasIndex(row => new { row.RetailerId, row.DeliveryId, row.IdempotencyPrincipal, row.IdempotencyKey }).IsUnique()
            .HasFilter("idempotency_key is not null").HasDatabaseName("ux_journal_idempotency_key");

        // Sessions and showings that time has ended and nobody has noticed.
        builder.HasIndex(row => row.EndsAt).HasFilter("ends_at is not null").HasDatabaseName("ix_journal_ends_at");

        // R14: one acceptance. And whose it is, however many entries there are besides.
        builder.HasIndex(row => new { row.RetailerId, row.DeliveryId }).IsUnique()
            .HasFilter("outcome = 'accepted'").HasDatabaseName("ux_journal_acceptance");

        // The audit trail: newest first is descending id. Each index pays for a filter of GET /v1/attempts.
        builder.HasIndex(row => new { row.RetailerId, row.Id }).HasFilter(IsAttempt)
            .HasDatabaseName("ix_journal_attempts");
        builder.HasIndex(row => new { row.RetailerId, row.CourierId, row.Id }).HasFilter(IsAttempt)
            .HasDatabaseName("ix_journal_courier");
        builder.HasIndex(row => new { row.RetailerId, row.DeviceId, row.Id }).HasFilter(IsAttempt)
            .HasDatabaseName("ix_journal_device");
        builder.HasIndex(row => new { row.RetailerId, row.Outcome, row.Id }).HasFilter(IsAttempt)
            .HasDatabaseName("ix_journal_outcome");
        builder.HasIndex(row => new { row.RetailerId, row.FineCell, row.Id }).HasFilter(IsAttempt)
            .IncludeProperties(row => new { row.Latitude, row.Longitude }).HasDatabaseName("ix_journal_fine_cell");
        builder.HasIndex(row => new { row.RetailerId, row.CoarseCell, row.Id }).HasFilter(IsAttempt)
            .IncludeProperties(row => new { row.Latitude, row.Longitude }).HasDatabaseName("ix_journal_coarse_cell");

        // What happened since then. A block of the journal is what was written within some seconds, so that this one is next to nothing.
        builder.HasIndex(row => row.RecordedAt).HasMethod("brin").IsCreatedConcurrently().HasDatabaseName("ix_journal_recorded_at");

        // The arrivals likewise, for the filters of GET /v1/arrivals; the one of outcomes is in the migration, since it is in the detail.
        builder.HasIndex(row => new { row.RetailerId, row.Id }, "arrivals").HasFilter(IsArrival).IsCreatedConcurrently().HasDatabaseName("ix_journal_arrivals");
        builder.HasIndex(row => new { row.RetailerId, row.CourierId, row.Id }, "arrivals of courier").HasFilter(IsArrival)
            .IsCreatedConcurrently().HasDatabaseName("ix_journal_arrivals_courier");
        builder.HasIndex(row => new { row.RetailerId, row.DeviceId, row.Id }, "arrivals of device").HasFilter(IsArrival)
            .IsCreatedConcurrently().HasDatabaseName("ix_journal_arrivals_device");

        // What history says stands in entries of their own, each about an attempt or arrival.
        builder.HasIndex(row => new { row.RetailerId, row.AboutId }, "about")
            .HasFilter($"kind = '{KindName.SignalRaised}'").HasDatabaseName("ix_journal_about");
    }
}
