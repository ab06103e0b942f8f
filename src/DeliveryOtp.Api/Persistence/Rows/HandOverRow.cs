using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>
/// How the hand-overs of a courier, a device or a retailer's whole fleet went. Counted by the reader of the journal that
/// raises signals, in the transaction that moves its position: each entry counts once.
/// </summary>
public sealed class HandOverRow
{
    /// <summary>The subject of the row that counts them all.</summary>
    public const string Fleet = "fleet";

    public const string Courier = "courier";

    public const string Device = "device";

    public required Guid RetailerId { get; init; }

    /// <summary>courier, device or fleet.</summary>
    public required string Subject { get; init; }

    /// <summary>Which courier or device; empty for the fleet.</summary>
    public required string SubjectId { get; init; }

    public required int Attempts { get; init; }

    public required int Refused { get; init; }

    public required int Wrong { get; init; }

    public required int Accepted { get; init; }

    public required int Late { get; init; }

    public required int Contested { get; init; }

    public required DateTimeOffset FirstAt { get; init; }

    public required DateTimeOffset LastAt { get; init; }

    /// <summary>Of a courier: the last visits, packed.</summary>
    public byte[]? Track { get; init; }
}

internal sealed class HandOverMapping : IEntityTypeConfiguration<HandOverRow>
{
    public void Configure(EntityTypeBuilder<HandOverRow> builder)
    {
        builder.ToTable("hand_overs");
        builder.HasKey(row => new { row.RetailerId, row.Subject, row.SubjectId }).HasName("pk_hand_overs");
    }
}
