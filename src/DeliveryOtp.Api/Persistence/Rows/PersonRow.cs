using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>Somebody of a sign-in provider who was here: the journal knows them by an id alone.</summary>
public sealed class PersonRow
{
    public required Guid RetailerId { get; init; }

    /// <summary>As the journal has it.</summary>
    public required string ActorId { get; init; }

    /// <summary>As the provider calls them; the last one.</summary>
    public required string Name { get; init; }

    /// <summary>When they signed in last.</summary>
    public required DateTimeOffset SeenAt { get; init; }
}

internal sealed class PersonMapping : IEntityTypeConfiguration<PersonRow>
{
    public void Configure(EntityTypeBuilder<PersonRow> builder)
    {
        builder.ToTable("people");
        builder.HasKey(row => new { row.RetailerId, row.ActorId }).HasName("pk_people");
    }
}
