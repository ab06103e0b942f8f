using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>An entry of the journal as its readers get it.</summary>
public sealed record StoredEntry
{
    /// <summary>In the order in which <see cref="Read"/> reads them.</summary>
    internal const string Names =
        """
        j.retailer_id, j.delivery_id, j.sequence, j.id, j.kind, j.recorded_at, j.courier_id, j.device_id, j.outcome, j.latitude,
        j.longitude, j.signals, j.presented_digest, j.detail, j.transaction_id, j.actor_role, j.actor_id,
        j.is_stranger, j.review_total, j.version
        """;

    private StoredContent? _content;

    public required RetailerId RetailerId { get; init; }

    public required DeliveryId DeliveryId { get; init; }

    public required int Sequence { get; init; }

    public required Guid Id { get; init; }

    public required string Kind { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who caused it: a role as the API spells it, and an id.</summary>
    public required (string Role, string Id) Actor { get; init; }

    public CourierId? Courier { get; init; }

    public DeviceId? Device { get; init; }

    /// <summary>Of an attempt.</summary>
    public string? Outcome { get; init; }

    public Position? Position { get; init; }

    public IReadOnlyList<string> Signals { get; init; } = [];

    public byte[]? PresentedDigest { get; init; }

    /// <summary>Its content as the journal has it: what the wire shows.</summary>
    public required string Detail { get; init; }

    /// <summary>Of the form of <see cref="Detail"/>.</summary>
    public required short Version { get; init; }

    /// <summary>Null: a newer version of the service wrote it, and this one can't read it.</summary>
    internal EntryKind? EntryKind => StoredForms.KindOf(Kind, Version);

    /// <summary>What it tells; read when somebody asks.</summary>
    /// <exception cref="System.Text.Json.JsonException">It no longer reads.</exception>
    internal StoredContent Content => _content ??= new StoredForm(Kind, Version, Detail).Read();

    public required ulong TransactionId { get; init; }

    /// <summary>A refusal of a courier who may not deliver this parcel (R18).</summary>
    public bool IsStranger { get; init; }

    /// <summary>What the signals weighed with it, where it marked the delivery for review.</summary>
    public int? ReviewTotal { get; init; }

    internal static StoredEntry Read(NpgsqlDataReader row) => new()
    {
        RetailerId = new RetailerId(row.GetGuid(0)),
        DeliveryId = new DeliveryId(row.GetGuid(1)),
        Sequence = row.GetInt32(2),
        Id = row.GetGuid(3),
        Kind = row.GetString(4),
        RecordedAt = row.GetFieldValue<DateTimeOffset>(5),
        Courier = row.IsDBNull(6) ? null : new CourierId(row.GetString(6)),
        Device = row.IsDBNull(7) ? null : new DeviceId(row.GetString(7)),
        Outcome = row.IsDBNull(8) ? null : row.GetString(8),
        Position = row.IsDBNull(9) ? null : new Position(row.GetDouble(9), row.GetDouble(10)),
        Signals = row.IsDBNull(11) ? [] : row.GetFieldValue<string[]>(11),
        PresentedDigest = row.IsDBNull(12) ? null : row.GetFieldValue<byte[]>(12),
        Detail = row.GetString(13),
        TransactionId = row.GetFieldValue<ulong>(14),
        Actor = (row.GetString(15), row.GetString(16)),
        IsStranger = row.GetBoolean(17),
        ReviewTotal = row.IsDBNull(18) ? null : row.GetInt32(18),
        Version = row.GetInt16(19),
    };
}
