using DeliveryOtp.Domain.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>
/// A mail to a recipient: what it has to say, and what became of it. Neither its text nor an address nor a link: those are
/// put together when it is sent.
/// </summary>
public sealed class OutgoingMailRow
{
    /// <summary>What came of something is worth knowing for a day.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromHours(24);

    public required Guid RetailerId { get; init; }

    /// <summary>The journal entry that it tells of.</summary>
    public required Guid EntryId { get; init; }

    public required string Kind { get; init; }

    public required Guid DeliveryId { get; init; }

    /// <summary>Of the entry: the order in which a delivery's mails go out.</summary>
    public required int Sequence { get; init; }

    /// <summary>The recipient's link at the time of the entry: who has another one since is another recipient.</summary>
    public required int LinkVersion { get; init; }

    /// <summary>Why an attempt was refused, or a delivery is held.</summary>
    public string? Reason { get; init; }

    public PlaceVerdict? Place { get; init; }

    public int? TriesLeft { get; init; }

    public required DateTimeOffset HappenedAt { get; init; }

    /// <summary>Afterwards the mail would do more harm than good.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>It changes the delivery, and goes out however many went before.</summary>
    public required bool IsDecisive { get; init; }

    /// <summary>The last one of its kind.</summary>
    public required bool IsLast { get; init; }

    public required MailStatus Status { get; init; }

    public required int Tries { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Until when a sender has it to itself.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    public string? LastError { get; init; }

    /// <summary>Where to, if it is not the recipient's present address; null again as soon as it is settled.</summary>
    public string? OldAddress { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SettledAt { get; init; }
}

/// <summary>What became of a mail.</summary>
public enum MailStatus
{
    Waiting,

    /// <summary>The mail server took it.</summary>
    Sent,

    /// <summary>The mail server refused it, or was away for too long.</summary>
    Failed,

    /// <summary>There was nobody to tell any more, or it was too late.</summary>
    Dropped,
}

internal sealed class OutgoingMailMapping : IEntityTypeConfiguration<OutgoingMailRow>
{
    public void Configure(EntityTypeBuilder<OutgoingMailRow> builder)
    {
        builder.ToTable("outgoing_mails", table => table.HasCheckConstraint(
            "ck_outgoing_mails_status",
            "status in ('waiting', 'sent', 'failed', 'dropped')"));
        builder.HasKey(row => new { row.RetailerId, row.EntryId, row.Kind }).HasName("pk_outgoing_mails");
        builder.Property(row => row.Place).HasConversion<EnumNameConverter<PlaceVerdict>>();
        builder.Property(row => row.Status).HasConversion<EnumNameConverter<MailStatus>>();

        // How many a delivery has had, and which comes next.
        builder.HasIndex(row => new { row.RetailerId, row.DeliveryId, row.Sequence }).HasDatabaseName("ix_outgoing_mails_delivery");
        builder.HasIndex(row => row.DueAt).HasFilter("status = 'waiting'").HasDatabaseName("ix_outgoing_mails_due_at");
        builder.HasIndex(row => row.SettledAt).HasFilter("settled_at is not null").HasDatabaseName("ix_outgoing_mails_settled_at");
    }
}
