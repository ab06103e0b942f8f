using System.Collections.Immutable;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
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
        d.expires_at, d.visits, d.link_version, d.link_digest, d.review, d.superseded_codes, d.stranger_signals,
        d.open_dispute_id, d.links_sent
        """;

    /// <summary>How many columns that is.</summary>
    public const int Count = 36;

    /// <summary>
    /// Inserts the deliveries whose order and parcel have no live one yet and whose idempotency key is not taken, and returns which. The
    /// parameters are <see cref="InsertParameters"/>; their numbers leave room for those of <see cref="EntryColumns"/>.
    /// </summary>
    public const string InsertSql =
        """
        insert into deliveryotp.deliveries (
            retailer_id, id, order_id, status, latitude, longitude, country, address, courier_id, parcel_barcode,
            seller_name, seller_country, seller_marketplace, recipient_language, recipient_email, recipient_phone,
            policy, generation, generations_since_unlock, failed_tries, unlocks, code_key_id, code_digest,
            code_encrypted, signals, review, last_sequence, created_at, expires_at, idempotency_key, request_digest,
            visits, link_version, link_digest)
        select * from unnest($24::uuid[], $25::uuid[], $26::text[], $27::text[], $28::float8[], $29::float8[],
            $30::text[], $31::text[], $32::text[], $33::text[], $34::text[], $35::text[], $36::text[], $37::text[],
            $38::text[], $39::text[], $40::jsonb[], $41::int[], $42::int[], $43::int[], $44::int[], $45::text[],
            $46::bytea[], $47::bytea[], $48::jsonb[], $49::bool[], $50::int[], $51::timestamptz[],
            $52::timestamptz[], $53::text[], $54::bytea[], $55::jsonb[], $56::int[], $57::bytea[])
        on conflict do nothing
        returning retailer_id, id
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
            code_encrypted = n.code_encrypted, signals = n.signals, review = n.review, last_sequence = n.last_sequence,
            visits = n.visits, session_closes_at = n.session_closes_at, link_version = n.link_version,
            link_digest = n.link_digest, superseded_codes = n.superseded_codes, stranger_signals = n.stranger_signals,
            open_dispute_id = n.open_dispute_id, links_sent = n.links_sent,
            last_transaction_id = pg_current_xact_id()
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::float8[], $5::float8[], $6::text[], $7::text[],
            $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::int[], $14::int[], $15::int[],
            $16::int[], $17::text[], $18::bytea[], $19::bytea[], $20::jsonb[], $21::bool[], $22::int[],
            $23::jsonb[], $24::timestamptz[], $25::int[], $26::bytea[], $27::jsonb[], $28::jsonb[],
            $29::uuid[], $30::int[])
            as n (retailer_id, id, status, latitude, longitude, country, address, courier_id, parcel_barcode,
                recipient_language, recipient_email, recipient_phone, generation, generations_since_unlock,
                failed_tries, unlocks, code_key_id, code_digest, code_encrypted, signals, review, last_sequence,
                visits, session_closes_at, link_version, link_digest, superseded_codes, stranger_signals,
                open_dispute_id, links_sent)
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
        Policy = StoredPolicy.Read(row.GetString(16)),
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
        Visits = StoredVisits.Read(row.GetString(28)),
        LinkVersion = row.GetInt32(29),
        LinkDigest = row.IsDBNull(30) ? null : row.GetFieldValue<byte[]>(30),
        Review = row.GetBoolean(31),
        Superseded = RowJson.Read<ImmutableList<SupersededCode>>(row.GetString(32)),
        StrangerSignals = ReadStrangers(row.GetString(33)),
        OpenDispute = row.IsDBNull(34) ? null : new DisputeId(row.GetGuid(34)),
        LinksSent = row.GetInt32(35),
    };

    public static NpgsqlParameter[] InsertParameters(IReadOnlyList<NewDelivery> created) =>
    [
        Column(created, row => row.State.RetailerId.Value),
        Column(created, row => row.State.Id.Value),
        Column(created, row => row.State.OrderId.Value),
        Column(created, row => EnumName<DeliveryStatus>.Of(row.State.Status)),
        Column(created, row => row.State.Destination.Position.Latitude),
        Column(created, row => row.State.Destination.Position.Longitude),
        Column(created, row => row.State.Destination.Country),
        Column(created, row => row.State.Destination.Address),
        Column(created, row => row.State.Courier?.Value),
        Column(created, row => row.State.Parcel?.Value),
        Column(created, row => row.State.Seller?.Name),
        Column(created, row => row.State.Seller?.Country),
        Column(created, row => row.State.Seller?.Marketplace),
        Column(created, row => row.State.Recipient?.Language),
        Column(created, row => row.State.Recipient?.Email),
        Column(created, row => row.State.Recipient?.Phone),
        JsonbColumn(created, row => StoredPolicy.Write(row.State.Policy)),
        Column(created, row => row.State.Generation),
        Column(created, row => row.State.GenerationsSinceUnlock),
        Column(created, row => row.State.FailedTries),
        Column(created, row => row.State.Unlocks),
        Column(created, row => row.State.Code?.KeyId),
        Column(created, row => row.State.Code?.Digest),
        Column(created, row => row.State.Code?.Encrypted),
        JsonbColumn(created, row => RowJson.Write(row.State.Signals)),
        Column(created, row => row.State.Review),
        Column(created, row => row.State.Sequence),
        Column(created, row => row.State.CreatedAt),
        Column(created, row => row.State.ExpiresAt),
        Column(created, row => row.Entry.Idempotency?.Key.Value),
        Column(created, row => row.Entry.Idempotency?.RequestDigest),
        JsonbColumn(created, row => StoredVisits.Write(row.State.Visits)),
        Column(created, row => row.State.LinkVersion),
        Column(created, row => row.State.LinkDigest),
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
            JsonbColumn(deliveries, delivery => StoredVisits.Write(delivery.Visits)),
            Column(deliveries, delivery => delivery.Visits.Session?.ClosesAt),
            Column(deliveries, delivery => delivery.LinkVersion),
            Column(deliveries, delivery => delivery.LinkDigest),
            JsonbColumn(deliveries, delivery => RowJson.Write(delivery.Superseded)),
            JsonbColumn(deliveries, delivery => RowJson.Write(delivery.StrangerSignals)),
            Column(deliveries, delivery => delivery.OpenDispute?.Value),
            Column(deliveries, delivery => delivery.LinksSent),
        },
    };

    internal static NpgsqlParameter Column<TSource, TValue>(IReadOnlyList<TSource> rows, Func<TSource, TValue> value) =>
        new NpgsqlParameter<TValue[]> { TypedValue = ToArray(rows, value) };

    internal static NpgsqlParameter JsonbColumn<TSource>(IReadOnlyList<TSource> rows, Func<TSource, string> json) =>
        new NpgsqlParameter<string[]>
        {
            TypedValue = ToArray(rows, json),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        };

    private static TValue[] ToArray<TSource, TValue>(IReadOnlyList<TSource> rows, Func<TSource, TValue> value)
    {
        var column = new TValue[rows.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = value(rows[i]);
        return column;
    }

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> ReadStrangers(string json) =>
        RowJson.Read<Dictionary<string, Dictionary<string, int>>>(json).ToImmutableSortedDictionary(
            courier => courier.Key,
            courier => courier.Value.ToImmutableSortedDictionary(StringComparer.Ordinal),
            StringComparer.Ordinal);

    private static string? Text(NpgsqlDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
}
