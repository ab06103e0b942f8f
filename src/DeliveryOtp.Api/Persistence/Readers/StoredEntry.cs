using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>An entry of the journal as its readers get it.</summary>
public sealed record StoredEntry
{
    /// <summary>In the order in which <see cref="Read"/> reads them, behind the position.</summary>
    internal const string Names =
        """
        j.retailer_id, j.delivery_id, j.sequence, j.id, j.kind, j.recorded_at, j.courier_id, j.device_id, j.outcome, j.latitude,
        j.longitude, j.presented_digest, j.detail, j.actor_role, j.actor_id, j.is_stranger, j.review_total, j.ends_at,
        j.link_version, j.version
        """;

    private StoredContent? _content;

    /// <summary>In the one order of the journal: 0, 1, 2, …</summary>
    public required long Position { get; init; }

    public required RetailerId RetailerId { get; init; }

    public required DeliveryId DeliveryId { get; init; }

    public required int Sequence { get; init; }

    public required Guid Id { get; init; }

    public required string Kind { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who caused it: a role as the API spells it, and an id.</summary>
    public required (string Role, string Id) Actor { get; init; }

    /// <summary>The same as the domain knows it.</summary>
    internal Actor Caused => new(EnumName<ActorRole>.Parse(Actor.Role), Actor.Id);

    public CourierId? Courier { get; init; }

    public DeviceId? Device { get; init; }

    /// <summary>Of an attempt.</summary>
    public string? Outcome { get; init; }

    /// <summary>Where the device said it was.</summary>
    public Position? Fix { get; init; }

    public byte[]? PresentedDigest { get; init; }

    /// <summary>Its content as the journal has it: what the wire shows.</summary>
    public required string Detail { get; init; }

    /// <summary>Of the form of <see cref="Detail"/>.</summary>
    public required short Version { get; init; }

    /// <summary>Null: a newer version of the service wrote it, and this one can't read it.</summary>
    internal EntryKind? EntryKind => StoredForms.KindOf(Kind, Version);

    /// <summary>What it tells; read when somebody asks, once for all readers.</summary>
    /// <exception cref="System.Text.Json.JsonException">It no longer reads.</exception>
    internal StoredContent Content => _content ??= new StoredForm(Kind, Version, Detail).Read();

    /// <summary>A refusal of a courier who may not deliver this parcel (R18).</summary>
    public bool IsStranger { get; init; }

    /// <summary>What the signals weighed with it, where it marked the delivery for review.</summary>
    public int? ReviewTotal { get; init; }

    /// <summary>When time ends what it began: a doorstep session, or a showing.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Which of the recipient's links was good then.</summary>
    public int LinkVersion { get; init; }

    internal static StoredEntry Read(NpgsqlDataReader row) => new()
    {
        Position = row.GetInt64(0),
        RetailerId = new RetailerId(row.GetGuid(1)),
        DeliveryId = new DeliveryId(row.GetGuid(2)),
        Sequence = row.GetInt32(3),
        Id = row.GetGuid(4),
        Kind = row.GetString(5),
        RecordedAt = row.GetFieldValue<DateTimeOffset>(6),
        Courier = row.IsDBNull(7) ? null : new CourierId(row.GetString(7)),
        Device = row.IsDBNull(8) ? null : new DeviceId(row.GetString(8)),
        Outcome = row.IsDBNull(9) ? null : row.GetString(9),
        Fix = row.IsDBNull(10) ? null : new Position(row.GetDouble(10), row.GetDouble(11)),
        PresentedDigest = row.IsDBNull(12) ? null : row.GetFieldValue<byte[]>(12),
        Detail = row.GetString(13),
        Actor = (row.GetString(14), row.GetString(15)),
        IsStranger = row.GetBoolean(16),
        ReviewTotal = row.IsDBNull(17) ? null : row.GetInt32(17),
        EndsAt = row.IsDBNull(18) ? null : row.GetFieldValue<DateTimeOffset>(18),
        LinkVersion = row.GetInt32(19),
        Version = row.GetInt16(20),
    };
}
