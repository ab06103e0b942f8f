using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>An API key as stored: a digest and its seal, never the key. Once revoked it stays so: a trigger sees to it.</summary>
public sealed class ApiKeyRow
{
    public required Guid RetailerId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>retailer or support.</summary>
    public required string Role { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the whole key. It signs nobody in: the seal over it does.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>See <see cref="Domain.Codes.RowSeal"/>. Null: an earlier version made the key, and `migrate` has to seal it.</summary>
    public byte[]? Seal { get; init; }

    /// <summary>The code key of the seal.</summary>
    public string? SealKeyId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKeyRow>
{
    public void Configure(EntityTypeBuilder<ApiKeyRow> builder)
    {
        builder.ToTable("api_keys", table =>
            table.HasCheckConstraint("ck_api_keys_role", "role in ('retailer', 'support')"));
        builder.HasKey(row => new { row.RetailerId, row.Id }).HasName("pk_api_keys");
        builder.HasIndex(row => row.Id).IsUnique().HasDatabaseName("ux_api_keys_id");
        builder.HasOne<RetailerRow>().WithMany().HasForeignKey(row => row.RetailerId)
            .HasConstraintName("fk_api_keys_retailers").OnDelete(DeleteBehavior.Restrict);
    }
}
