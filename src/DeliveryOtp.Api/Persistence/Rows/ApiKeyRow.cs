using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>An API key as stored: a digest, never the key.</summary>
public sealed class ApiKeyRow
{
    public required Guid RetailerId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>retailer or support.</summary>
    public required string Role { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the whole key. Plain: the key carries 256 random bits, so there is nothing to guess.</summary>
    public required byte[] Digest { get; init; }

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
