using System.Collections.Immutable;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;
using Npgsql;
using NpgsqlTypes;

namespace DeliveryOtp.Api.Persistence;

/// <summary>A delivery's state to and from the columns of its row, for the paths that lock and write.</summary>
internal static class StateColumns
{
    /// <summary>In the order in which <see cref="Read"/> reads them.</summary>
    public const string Names =
        """
        d.retailer_id, d.id, d.order_id, d.status, d.latitude, d.longitude, d.country, d.address, d.courier_id,
        d.parcel_barcode, d.seller_name, d.seller_country, d.seller_marketplace, d.recipient_language,
        d.recipient_email, d.recipient_phone, d.policy, d.generation, d.generations_since_unlock, d.failed_tries,
        d.unlocks, d.code_key_id, d.code_digest, d.code_encrypted, d.signals, d.last_sequence, d.created_at,
        d.expires_at
        """;

    public const string InsertSql =
        """
        insert into deliveryotp.deliveries (
            retailer_id, id, order_id, status, latitude, longitude, country, address, courier_id, parcel_barcode,
            seller_name, seller_country, seller_marketplace, recipient_language, recipient_email, recipient_phone,
            policy, generation, generations_since_unlock, failed_tries, unlocks, code_key_id, code_digest,
            code_encrypted, signals, review, last_sequence, created_at, expires_at, idempotency_key, request_digest)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
            $23, $24, $25, $26, $27, $28, $29, $30, $31)
        on conflict do nothing
        """;

    private const string UpdateSql =
        """
        update deliveryotp.deliveries d
        set status = n.status, latitude = n.latitude, longitude = n.longitude, country = n.country,
            address = n.address, courier_id = n.courier_id, parcel_barcode = n.parcel_barcode,
            recipient_language = n.recipient_language, recipient_email = n.recipient_email,
            recipient_phone = n.recipient_phone, generation = n.generation,
            generations_since_unlock = n.generations_since_unlock, failed_tries = n.failed_tries,
            unlocks = n.unlocks, code_key_id = n.code_key_id, code_digest = n.code_digest,
            code_encrypted = n.code_encrypted, signals = n.signals, review = n.review, last_sequence = n.last_sequence
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::float8[], $5::float8[], $6::text[], $7::text[],
            $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::int[], $14::int[], $15::int[],
            $16::int[], $17::text[], $18::bytea[], $19::bytea[], $20::jsonb[], $21::bool[], $22::int[])
            as n (retailer_id, id, status, latitude, longitude, country, address, courier_id, parcel_barcode,
                recipient_language, recipient_email, recipient_phone, generation, generations_since_unlock,
                failed_tries, unlocks, code_key_id, code_digest, code_encrypted, signals, review, last_sequence)
        where d.retailer_id = n.retailer_id and d.id = n.id
        """;

    public static Delivery Read(NpgsqlDataReader row) => new()
    {
        RetailerId = new RetailerId(row.GetGuid(0)),
        Id = new DeliveryId(row.GetGuid(1)),
        OrderId = new OrderId(row.GetString(2)),
        Status = EnumName<DeliveryStatus>.Parse(row.GetString(3)),
        Destination = new Destination(
            new Position(row.GetDouble(4), row.GetDouble(5)),
            row.GetString(6),
            Text(row, 7)),
        Courier = Text(row, 8) is { } courier ? new CourierId(courier) : null,
        Parcel = Text(row, 9) is { } parcel ? new ParcelBarcode(parcel) : null,
        Seller = Text(row, 10) is { } seller ? new Seller(seller, Text(row, 11), Text(row, 12)) : null,
        Recipient = (Text(row, 13), Text(row, 14), Text(row, 15)) is var (language, email, phone)
            && (language ?? email ?? phone) is not null
                ? new Recipient(language, email, phone)
                : null,
        Policy = RowJson.Read<DeliveryPolicy>(row.GetString(16)),
        Generation = row.GetInt32(17),
        GenerationsSinceUnlock = row.GetInt32(18),
        FailedTries = row.GetInt32(19),
        Unlocks = row.GetInt32(20),
        Code = Text(row, 21) is { } keyId
            ? new LiveCode(keyId, row.GetFieldValue<byte[]>(22), row.GetFieldValue<byte[]>(23))
            : null,
        Signals = RowJson.Read<Dictionary<string, int>>(row.GetString(24)).ToImmutableSortedDictionary(StringComparer.Ordinal),
        Sequence = row.GetInt32(25),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(26),
        ExpiresAt = row.GetFieldValue<DateTimeOffset>(27),
    };

    public static NpgsqlParameter[] InsertParameters(Delivery delivery, IdempotencyMark? mark) =>
    [
        new() { Value = delivery.RetailerId.Value },
        new() { Value = delivery.Id.Value },
        new() { Value = delivery.OrderId.Value },
        new() { Value = EnumName<DeliveryStatus>.Of(delivery.Status) },
        new() { Value = delivery.Destination.Position.Latitude },
        new() { Value = delivery.Destination.Position.Longitude },
        new() { Value = delivery.Destination.Country },
        Nullable(delivery.Destination.Address),
        Nullable(delivery.Courier?.Value),
        Nullable(delivery.Parcel?.Value),
        Nullable(delivery.Seller?.Name),
        Nullable(delivery.Seller?.Country),
        Nullable(delivery.Seller?.Marketplace),
        Nullable(delivery.Recipient?.Language),
        Nullable(delivery.Recipient?.Email),
        Nullable(delivery.Recipient?.Phone),
        Jsonb(RowJson.Write(delivery.Policy)),
        new() { Value = delivery.Generation },
        new() { Value = delivery.GenerationsSinceUnlock },
        new() { Value = delivery.FailedTries },
        new() { Value = delivery.Unlocks },
        Nullable(delivery.Code?.KeyId),
        Nullable(delivery.Code?.Digest),
        Nullable(delivery.Code?.Encrypted),
        Jsonb(RowJson.Write(delivery.Signals)),
        new() { Value = delivery.Review },
        new() { Value = delivery.Sequence },
        new() { Value = delivery.CreatedAt },
        new() { Value = delivery.ExpiresAt },
        Nullable(mark?.Key),
        Nullable(mark?.RequestDigest),
    ];

    /// <summary>One statement, however many deliveries.</summary>
    public static NpgsqlBatchCommand UpdateCommand(IReadOnlyList<Delivery> deliveries) => new(UpdateSql)
    {
        Parameters =
        {
            Column(deliveries, delivery => delivery.RetailerId.Value),
            Column(deliveries, delivery => delivery.Id.Value),
            Column(deliveries, delivery => EnumName<DeliveryStatus>.Of(delivery.Status)),
            Column(deliveries, delivery => delivery.Destination.Position.Latitude),
            Column(deliveries, delivery => delivery.Destination.Position.Longitude),
            Column(deliveries, delivery => delivery.Destination.Country),
            Column(deliveries, delivery => delivery.Destination.Address),
            Column(deliveries, delivery => delivery.Courier?.Value),
            Column(deliveries, delivery => delivery.Parcel?.Value),
            Column(deliveries, delivery => delivery.Recipient?.Language),
            Column(deliveries, delivery => delivery.Recipient?.Email),
            Column(deliveries, delivery => delivery.Recipient?.Phone),
            Column(deliveries, delivery => delivery.Generation),
            Column(deliveries, delivery => delivery.GenerationsSinceUnlock),
            Column(deliveries, delivery => delivery.FailedTries),
            Column(deliveries, delivery => delivery.Unlocks),
            Column(deliveries, delivery => delivery.Code?.KeyId),
            Column(deliveries, delivery => delivery.Code?.Digest),
            Column(deliveries, delivery => delivery.Code?.Encrypted),
            JsonbColumn(deliveries, delivery => RowJson.Write(delivery.Signals)),
            Column(deliveries, delivery => delivery.Review),
            Column(deliveries, delivery => delivery.Sequence),
        },
    };

    internal static NpgsqlParameter Column<TSource, TValue>(IReadOnlyList<TSource> rows, Func<TSource, TValue> value) =>
        new NpgsqlParameter<TValue[]> { TypedValue = [.. rows.Select(value)] };

    internal static NpgsqlParameter JsonbColumn<TSource>(IReadOnlyList<TSource> rows, Func<TSource, string> json) =>
        new NpgsqlParameter<string[]>
        {
            TypedValue = [.. rows.Select(json)],
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        };

    private static NpgsqlParameter Jsonb(string json) => new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static NpgsqlParameter Nullable(string? text) =>
        new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Nullable(byte[]? bytes) =>
        new() { Value = (object?)bytes ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea };

    private static string? Text(NpgsqlDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
}
