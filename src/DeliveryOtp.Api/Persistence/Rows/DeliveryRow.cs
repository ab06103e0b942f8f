using DeliveryOtp.Domain.Deliveries;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DeliveryOtp.Api.Persistence.Rows;

/// <summary>
/// The present state of a delivery: the fold of its journal, kept so that nobody has to fold. In two tables: <c>deliveries</c> has what
/// seldom changes, with the indexes of the lists; <c>delivery_states</c> has what every visit changes, with none, so that writing it
/// touches no index (HOT).
/// </summary>
public sealed class DeliveryRow
{
    public required Guid RetailerId { get; init; }

    public required Guid Id { get; init; }

    public required string OrderId { get; init; }

    /// <summary>As <see cref="State"/>; here for the lists and for the one live delivery of an order's parcel.</summary>
    public required DeliveryStatus Status { get; init; }

    /// <summary>Beside tries and code, so that the database itself holds them to each other.</summary>
    public required DeliveryStatus State { get; init; }

    public required double Latitude { get; init; }

    public required double Longitude { get; init; }

    public required string Country { get; init; }

    public string? Address { get; init; }

    public string? CourierId { get; init; }

    public string? ParcelBarcode { get; init; }

    public string? SellerName { get; init; }

    public string? SellerCountry { get; init; }

    public string? SellerMarketplace { get; init; }

    public string? RecipientLanguage { get; init; }

    public string? RecipientEmail { get; init; }

    public string? RecipientPhone { get; init; }

    public required string Policy { get; init; }

    public required int Generation { get; init; }

    public required int GenerationsSinceUnlock { get; init; }

    public required int FailedTries { get; init; }

    public required int Unlocks { get; init; }

    public string? CodeKeyId { get; init; }

    public byte[]? CodeDigest { get; init; }

    public byte[]? CodeEncrypted { get; init; }

    /// <summary>Signal name → weight.</summary>
    public required string Signals { get; init; }

    /// <summary>Courier → signal name → weight, of those who may not deliver it; see <see cref="Delivery.StrangerSignals"/>.</summary>
    public required string StrangerSignals { get; init; }

    /// <summary>See <see cref="Domain.Codes.SupersededCode"/>.</summary>
    public required string SupersededCodes { get; init; }

    public required bool Review { get; init; }

    public required int LastSequence { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public string? IdempotencyKey { get; init; }

    public byte[]? RequestDigest { get; init; }

    /// <summary>See <see cref="Domain.Doorstep.VisitHistory"/>.</summary>
    public required string Visits { get; init; }

    /// <summary>When the open doorstep session closes; null when none is open.</summary>
    public DateTimeOffset? SessionClosesAt { get; init; }

    public required int LinkVersion { get; init; }

    /// <summary>SHA-256 of the secret in the recipient's link.</summary>
    public byte[]? LinkDigest { get; init; }

    /// <summary>The dispute that waits for its decision.</summary>
    public Guid? OpenDisputeId { get; init; }

    /// <summary>How often the recipient's link was sent anew.</summary>
    public int LinksSent { get; init; }

    /// <summary>Key → text, as the retailer gave them; null: none.</summary>
    public string? Metadata { get; init; }

    /// <summary>See <see cref="ContactDigests"/>; null: no address is known, or a version before there were digests wrote the row.</summary>
    public byte[]? EmailDigest { get; init; }

    /// <summary>Likewise, of the phone number.</summary>
    public byte[]? PhoneDigest { get; init; }

    /// <summary>Over the row of <c>deliveries</c>; see <see cref="Domain.Codes.RowSeal"/>. JSON is of the type json there, which keeps its text as it is.</summary>
    public required byte[] Seal { get; init; }

    public required string SealKeyId { get; init; }

    /// <summary>Over the row of <c>delivery_states</c> and the other row's seal.</summary>
    public required byte[] StateSeal { get; init; }

    public required string StateSealKeyId { get; init; }
}

internal sealed class DeliveryMapping : IEntityTypeConfiguration<DeliveryRow>
{
    /// <summary>At most one delivery of an order's parcel may still be handed over; no barcode is a value too.</summary>
    public const string LiveOrder = "ux_deliveries_live_order";

    /// <summary>A repeated request to create finds the first one's delivery.</summary>
    public const string Idempotency = "ux_deliveries_idempotency_key";

    public const string States = "delivery_states";

    public void Configure(EntityTypeBuilder<DeliveryRow> builder)
    {
        const string statuses = "status in ('pending', 'locked', 'held', 'delivered', 'contested', 'cancelled', 'expired')";
        builder.ToTable("deliveries", table => table.HasCheckConstraint("ck_deliveries_status", statuses));
        builder.SplitToTable(States, table =>
        {
            table.Property(row => row.RetailerId);
            table.Property(row => row.Id).HasColumnName("delivery_id");
            table.Property(row => row.State).HasColumnName("status");
            table.Property(row => row.Generation);
            table.Property(row => row.GenerationsSinceUnlock);
            table.Property(row => row.FailedTries);
            table.Property(row => row.Unlocks);
            table.Property(row => row.CodeKeyId);
            table.Property(row => row.CodeDigest);
            table.Property(row => row.CodeEncrypted);
            table.Property(row => row.Signals);
            table.Property(row => row.StrangerSignals);
            table.Property(row => row.SupersededCodes);
            table.Property(row => row.LastSequence);
            table.Property(row => row.Visits);
            table.Property(row => row.SessionClosesAt);
            table.Property(row => row.StateSeal).HasColumnName("seal");
            table.Property(row => row.StateSealKeyId).HasColumnName("seal_key_id");
        });
        builder.HasKey(row => new { row.RetailerId, row.Id }).HasName("pk_deliveries");
        builder.Property(row => row.Status).HasConversion<EnumNameConverter<DeliveryStatus>>();
        builder.Property(row => row.State).HasConversion<EnumNameConverter<DeliveryStatus>>();
        builder.Property(row => row.Policy).HasColumnType("json");
        builder.Property(row => row.Signals).HasColumnType("json");
        builder.Property(row => row.StrangerSignals).HasColumnType("json").HasDefaultValueSql("'{}'");
        builder.Property(row => row.SupersededCodes).HasColumnType("json").HasDefaultValueSql("'[]'");
        builder.Property(row => row.Visits).HasColumnType("json").HasDefaultValueSql("""'{"wrong_tries": []}'""");
        builder.Property(row => row.Metadata).HasColumnType("json");
        builder.Property(row => row.LinkVersion).HasDefaultValue(1);
        builder.Property(row => row.LinksSent).HasDefaultValue(0);

        builder.HasIndex(row => new { row.RetailerId, row.OrderId, row.ParcelBarcode }, "live").IsUnique().AreNullsDistinct(false)
            .HasFilter("status in ('pending', 'locked', 'held')").HasDatabaseName(LiveOrder);
        builder.HasIndex(row => new { row.RetailerId, row.IdempotencyKey }).IsUnique()
            .HasFilter("idempotency_key is not null").HasDatabaseName(Idempotency);

        // Who has the link says which delivery, not whose.
        builder.HasIndex(row => row.Id).HasDatabaseName("ix_deliveries_id");

        // Other parcels for the same door.
        builder.HasIndex(row => new { row.RetailerId, row.Latitude, row.Longitude, row.Id })
            .HasDatabaseName("ix_deliveries_door");

        // Whose time is up though nobody has noticed. Sessions have no index here: an update that opens one would have to
        // touch every index of the row. They are found through the journal.
        builder.HasIndex(row => row.ExpiresAt)
            .HasFilter("status in ('pending', 'locked', 'held')").HasDatabaseName("ix_deliveries_expires_at");

        // In the order of its bytes, whatever the database's collation is: what begins so stands together.
        builder.HasIndex(row => new { row.RetailerId, row.OrderId }, "order").HasOperators("uuid_ops", "text_pattern_ops")
            .IsCreatedConcurrently().HasDatabaseName("ix_deliveries_order_text");
        builder.HasIndex(row => new { row.RetailerId, row.EmailDigest, row.Id })
            .HasFilter("email_digest is not null").IsCreatedConcurrently().HasDatabaseName("ix_deliveries_email");
        builder.HasIndex(row => new { row.RetailerId, row.PhoneDigest, row.Id })
            .HasFilter("phone_digest is not null").IsCreatedConcurrently().HasDatabaseName("ix_deliveries_phone");
        builder.HasIndex(row => new { row.RetailerId, row.CourierId, row.Id }).HasDatabaseName("ix_deliveries_courier");

        // What support looks for. The many that wait or are delivered are found soon in the order of time, and pay nothing here.
        builder.HasIndex(row => new { row.RetailerId, row.Status, row.Id })
            .HasFilter("status in ('locked', 'held', 'contested')").HasDatabaseName("ix_deliveries_attention");
        builder.HasIndex(row => new { row.RetailerId, row.Id }, "review")
            .HasFilter("review").HasDatabaseName("ix_deliveries_review");
    }
}
