using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>
/// The last wrong comparisons of a courier, or under a device's name, over all deliveries of the retailer (R17). Whoever decides about
/// an attempt locks the rows of its courier and its device, so that no two decisions pass each other.
/// </summary>
public sealed class WrongTriesRow
{
    public const string Courier = "courier";

    public const string Device = "device";

    public required Guid RetailerId { get; init; }

    /// <summary>courier or device.</summary>
    public required string Subject { get; init; }

    public required string SubjectId { get; init; }

    /// <summary>Newest first.</summary>
    public required DateTimeOffset[] WrongAt { get; init; }

    /// <summary>How long they are kept: the longest look back of the policies that counted one, in seconds.</summary>
    public required int KeptS { get; init; }

    /// <summary>See <see cref="Domain.Codes.RowSeal"/>.</summary>
    public required byte[] Seal { get; init; }

    public required string SealKeyId { get; init; }
}

internal sealed class WrongTriesMapping : IEntityTypeConfiguration<WrongTriesRow>
{
    /// <summary>Percent of a page that is filled at first: the rest is for the rows' next versions.</summary>
    private const int FillFactor = 60;

    public void Configure(EntityTypeBuilder<WrongTriesRow> builder)
    {
        builder.ToTable("wrong_tries");
        builder.HasStorageParameter("fillfactor", FillFactor);
        builder.HasKey(row => new { row.RetailerId, row.Subject, row.SubjectId }).HasName("pk_wrong_tries");
        builder.Property(row => row.WrongAt).HasDefaultValueSql("'{}'");
        builder.Property(row => row.KeptS).HasDefaultValue(0);
    }
}
