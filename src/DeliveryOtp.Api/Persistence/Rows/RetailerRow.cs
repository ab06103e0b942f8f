using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

public sealed class RetailerRow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class RetailerMapping : IEntityTypeConfiguration<RetailerRow>
{
    public void Configure(EntityTypeBuilder<RetailerRow> builder)
    {
        builder.ToTable("retailers");
        builder.HasKey(row => row.Id).HasName("pk_retailers");
    }
}
