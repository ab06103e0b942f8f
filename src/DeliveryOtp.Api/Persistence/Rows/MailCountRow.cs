using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>How many mails a retailer caused on a day: in all, or to one address.</summary>
public sealed class MailCountRow
{
    public required Guid RetailerId { get; init; }

    /// <summary>In UTC.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>A keyed digest of the address, so that the table is no list of recipients; empty: all addresses.</summary>
    public required byte[] Address { get; init; }

    public required int Mails { get; init; }
}

internal sealed class MailCountMapping : IEntityTypeConfiguration<MailCountRow>
{
    public void Configure(EntityTypeBuilder<MailCountRow> builder)
    {
        builder.ToTable("mail_counts");
        builder.HasKey(row => new { row.RetailerId, row.Day, row.Address }).HasName("pk_mail_counts");
        builder.HasIndex(row => row.Day).HasDatabaseName("ix_mail_counts_day");
    }
}
