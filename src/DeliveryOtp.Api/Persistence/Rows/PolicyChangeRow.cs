using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>Who set a retailer's policy to what, and when. Append-only, like the journal: the newest row is what holds.</summary>
public sealed class PolicyChangeRow
{
    public required Guid RetailerId { get; init; }

    public required Guid Id { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required ActorRole ActorRole { get; init; }

    public required string ActorId { get; init; }

    /// <summary>All of it, see <see cref="Domain.Deliveries.DeliveryPolicy"/>.</summary>
    public required string Policy { get; init; }

    /// <summary>See <see cref="Domain.Codes.RowSeal"/>.</summary>
    public required byte[] Seal { get; init; }

    public required string SealKeyId { get; init; }
}

internal sealed class PolicyChangeMapping : IEntityTypeConfiguration<PolicyChangeRow>
{
    public void Configure(EntityTypeBuilder<PolicyChangeRow> builder)
    {
        builder.ToTable("policy_changes");
        builder.HasKey(row => new { row.RetailerId, row.Id }).HasName("pk_policy_changes");
        builder.Property(row => row.ActorRole).HasConversion<EnumNameConverter<ActorRole>>();
        builder.Property(row => row.Policy).HasColumnType("json");
    }
}
