using System.Collections.Immutable;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>A delivery's state to and from its two rows: the lists from which all SQL of states comes.</summary>
internal static class StateColumns
{
    /// <summary>What stands for the wide row in what the narrow one's seal is over.</summary>
    public const string WideSeal = "deliveries.seal";

    private static readonly ColumnKind<string?> Texts = new("text", static (content, name, value) => content.Add(name, value));
    private static readonly ColumnKind<int> Numbers = new("int", static (content, name, value) => content.Add(name, value));
    private static readonly ColumnKind<double> Real = new("float8", static (content, name, value) => content.Add(name, value));
    private static readonly ColumnKind<bool> Flag = new("bool", static (content, name, value) => content.Add(name, value));
    private static readonly ColumnKind<byte[]?> Bytes = new("bytea", static (content, name, value) => content.Add(name, value));
    private static readonly ColumnKind<Guid?> Uuid = new("uuid", static (content, name, value) => content.Add(name, value));
    private static readonly ColumnKind<DateTimeOffset> Times = new("timestamptz", static (content, name, value) => content.Add(name, value));
    private static readonly ColumnKind<DateTimeOffset?> TimeOrNone = new("timestamptz", static (content, name, value) => content.Add(name, value));

    /// <summary>What seldom changes, and what the lists filter on.</summary>
    public static readonly StateTable Deliveries = new(
        "deliveries",
        "d",
        "id",
        [
            Text("order_id", delivery => delivery.OrderId.Value),
            Text("seller_name", delivery => delivery.Seller?.Name),
            Text("seller_country", delivery => delivery.Seller?.Country),
            Text("seller_marketplace", delivery => delivery.Seller?.Marketplace),
            new JsonColumn<DeliveryPolicy>("policy", delivery => delivery.Policy, StoredPolicy.Write),
            Time("created_at", delivery => delivery.CreatedAt),
        ],
        [
            Time("expires_at", delivery => delivery.ExpiresAt),
            Text("status", delivery => EnumName<DeliveryStatus>.Of(delivery.Status)),
            new StateColumn<double>("latitude", Real, delivery => delivery.Destination.Position.Latitude),
            new StateColumn<double>("longitude", Real, delivery => delivery.Destination.Position.Longitude),
            Text("country", delivery => delivery.Destination.Country),
            Text("address", delivery => delivery.Destination.Address),
            Text("courier_id", delivery => delivery.Courier?.Value),
            Text("parcel_barcode", delivery => delivery.Parcel?.Value),
            Text("recipient_language", delivery => delivery.Recipient?.Language),
            Text("recipient_email", delivery => delivery.Recipient?.Email),
            Text("recipient_phone", delivery => delivery.Recipient?.Phone),
            new StateColumn<bool>("review", Flag, delivery => delivery.Review),
            Number("link_version", delivery => delivery.LinkVersion),
            new StateColumn<byte[]?>("link_digest", Bytes, delivery => delivery.LinkDigest),
            new StateColumn<Guid?>("open_dispute_id", Uuid, delivery => delivery.OpenDispute?.Value),
            Number("links_sent", delivery => delivery.LinksSent),
            new JsonColumn<Metadata>("metadata", delivery => delivery.Metadata, StoredMetadata.Write),
        ]);

    /// <summary>What every visit changes.</summary>
    public static readonly StateTable States = new(
        "delivery_states",
        "s",
        "delivery_id",
        [],
        [
            Text("status", delivery => EnumName<DeliveryStatus>.Of(delivery.Status)),
            Number("generation", delivery => delivery.Generation),
            Number("generations_since_unlock", delivery => delivery.GenerationsSinceUnlock),
            Number("failed_tries", delivery => delivery.FailedTries),
            Number("unlocks", delivery => delivery.Unlocks),
            Text("code_key_id", delivery => delivery.Code?.KeyId),
            new StateColumn<byte[]?>("code_digest", Bytes, delivery => delivery.Code?.Digest),
            new StateColumn<byte[]?>("code_encrypted", Bytes, delivery => delivery.Code?.Encrypted),
            new JsonColumn<ImmutableSortedDictionary<string, int>>("signals", delivery => delivery.Signals, WriteSignals),
            Number("last_sequence", delivery => delivery.Sequence),
            new JsonColumn<VisitHistory>("visits", delivery => delivery.Visits, StoredVisits.Write),
            new JsonColumn<ImmutableList<SupersededCode>>("superseded_codes", delivery => delivery.Superseded, WriteSuperseded),
            new JsonColumn<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>>>(
                "stranger_signals", delivery => delivery.StrangerSignals, WriteStrangers),
            new StateColumn<DateTimeOffset?>("session_closes_at", TimeOrNone, delivery => delivery.Visits.Session?.ClosesAt),
        ]);

    /// <summary>Selects whole deliveries; continue with a condition on <c>d</c>.</summary>
    public static readonly string SelectSql = SelectSqlOf(string.Empty);

    private const int FirstState = 2;

    /// <summary>Reads what <see cref="SelectSql"/> selects, to show it.</summary>
    public static Delivery Read(NpgsqlDataReader row)
    {
        var cursor = new RowCursor(row, FirstState, content: null);
        var state = ReadState(cursor);
        cursor.SkipSeal();
        return ReadDelivery(cursor, KeyOf(row), state);
    }

    /// <summary>Reads what <see cref="SelectSql"/> selects, with what the seals have to be over.</summary>
    public static SealedDelivery ReadSealed(NpgsqlDataReader row, RowContent content)
    {
        var key = KeyOf(row);
        var narrow = ReadNarrow(row, FirstState, key, content);
        return ReadWide(row, FirstState + States.SelectedWidth, key, narrow, content);
    }

    /// <summary>Reads the columns of <see cref="States"/> with the seal behind them.</summary>
    public static NarrowRow ReadNarrow(NpgsqlDataReader row, int first, (RetailerId Retailer, DeliveryId Id) key, RowContent content)
    {
        var cursor = new RowCursor(row, first, States.Begin(content, key.Retailer, key.Id));
        var state = ReadState(cursor);
        return new NarrowRow(state, new SealedRow(content.Written.ToArray(), cursor.Seal()));
    }

    /// <summary>Reads the columns of <see cref="Deliveries"/> with the seal behind them, and puts both together.</summary>
    public static SealedDelivery ReadWide(
        NpgsqlDataReader row, int first, (RetailerId Retailer, DeliveryId Id) key, NarrowRow narrow, RowContent content)
    {
        var cursor = new RowCursor(row, first, Deliveries.Begin(content, key.Retailer, key.Id));
        var delivery = ReadDelivery(cursor, key, narrow.State);
        var wide = new SealedRow(content.Written.ToArray(), cursor.Seal());
        return new SealedDelivery(delivery, wide, narrow.Row);
    }

    private static (RetailerId Retailer, DeliveryId Id) KeyOf(NpgsqlDataReader row) => (new RetailerId(row.GetGuid(0)), new DeliveryId(row.GetGuid(1)));

    /// <summary>Reads the columns of <see cref="States"/>.</summary>
    private static Changing ReadState(RowCursor row)
    {
        // In the order of the list.
        var state = new Changing
        {
            Status = EnumName<DeliveryStatus>.Parse(row.Text()),
            Generation = row.Number(),
            GenerationsSinceUnlock = row.Number(),
            FailedTries = row.Number(),
            Unlocks = row.Number(),
            Code = row.TextOrNull() is { } keyId ? new LiveCode(keyId, row.BytesOrNull()!, row.BytesOrNull()!) : NoCode(row),
            Signals = ReadSignals(row.Text()),
            Sequence = row.Number(),
            Visits = StoredVisits.Read(row.Text()),
            Superseded = ReadSuperseded(row.Text()),
            StrangerSignals = ReadStrangers(row.Text()),
        };
        row.TimeOrNull();
        return state;
    }

    private static Delivery ReadDelivery(RowCursor row, (RetailerId Retailer, DeliveryId Id) key, Changing state)
    {
        // In the order of the list.
        var order = new OrderId(row.Text());
        var seller = (Name: row.TextOrNull(), Country: row.TextOrNull(), Marketplace: row.TextOrNull());
        var policy = StoredPolicy.Read(row.Text());
        var (created, expires) = (row.Time(), row.Time());
        row.Text();
        return new Delivery
        {
            RetailerId = key.Retailer,
            Id = key.Id,
            OrderId = order,
            Seller = seller.Name is { } name ? new Seller(name, seller.Country, seller.Marketplace) : null,
            Policy = policy,
            CreatedAt = created,
            ExpiresAt = expires,
            Destination = new Destination(new Position(row.Real(), row.Real()), row.Text(), row.TextOrNull()),
            Courier = row.TextOrNull() is { } courier ? new CourierId(courier) : null,
            Parcel = row.TextOrNull() is { } parcel ? new ParcelBarcode(parcel) : null,
            Recipient = (row.TextOrNull(), row.TextOrNull(), row.TextOrNull()) is var (language, email, phone)
                && (language ?? email ?? phone) is not null
                    ? new Recipient(language, email, phone)
                    : null,
            Review = row.Flag(),
            LinkVersion = row.Number(),
            LinkDigest = row.BytesOrNull(),
            OpenDispute = row.GuidOrNull() is { } dispute ? new DisputeId(dispute) : null,
            LinksSent = row.Number(),
            Metadata = StoredMetadata.Read(row.TextOrNull()),
            Status = state.Status,
            Generation = state.Generation,
            GenerationsSinceUnlock = state.GenerationsSinceUnlock,
            FailedTries = state.FailedTries,
            Unlocks = state.Unlocks,
            Code = state.Code,
            Signals = state.Signals,
            Sequence = state.Sequence,
            Visits = state.Visits,
            Superseded = state.Superseded,
            StrangerSignals = state.StrangerSignals,
        };
    }

    /// <summary>Likewise, with one column more behind the others.</summary>
    public static string SelectSqlWith(string column) => SelectSqlOf(", " + column);

    private static string SelectSqlOf(string more) =>
        $"""
        select d.retailer_id, d.id, {States.Columns}, {Deliveries.Columns}{more}
        from {Deliveries.Name} d
        join {States.Name} s on s.retailer_id = d.retailer_id and s.delivery_id = d.id
        """;

    private static StateColumn<string?> Text(string name, Func<Delivery, string?> get) => new(name, Texts, get);

    private static StateColumn<int> Number(string name, Func<Delivery, int> get) => new(name, Numbers, get);

    private static StateColumn<DateTimeOffset> Time(string name, Func<Delivery, DateTimeOffset> get) => new(name, Times, get);

    private static LiveCode? NoCode(RowCursor row)
    {
        row.BytesOrNull();
        row.BytesOrNull();
        return null;
    }

    /// <summary>Most deliveries have none of these.</summary>
    private static string WriteSignals(ImmutableSortedDictionary<string, int> signals) => signals.IsEmpty ? "{}" : RowJson.Write(signals);

    private static string WriteSuperseded(ImmutableList<SupersededCode> codes) => codes.IsEmpty ? "[]" : RowJson.Write(codes);

    private static string WriteStrangers(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> strangers) =>
        strangers.IsEmpty ? "{}" : RowJson.Write(strangers);

    private static ImmutableSortedDictionary<string, int> ReadSignals(string json) => json == "{}"
        ? NoSignals
        : RowJson.Read<Dictionary<string, int>>(json).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static ImmutableList<SupersededCode> ReadSuperseded(string json) => json == "[]" ? [] : RowJson.Read<ImmutableList<SupersededCode>>(json);

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> ReadStrangers(string json) => json == "{}"
        ? NoStrangers
        : RowJson.Read<Dictionary<string, Dictionary<string, int>>>(json).ToImmutableSortedDictionary(
            courier => courier.Key,
            courier => courier.Value.ToImmutableSortedDictionary(StringComparer.Ordinal),
            StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, int> NoSignals =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> NoStrangers =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, int>>(StringComparer.Ordinal);

    /// <summary>The narrow row as it was read.</summary>
    internal sealed record NarrowRow(Changing State, SealedRow Row);

    /// <summary>What <see cref="States"/> holds of a delivery.</summary>
    internal sealed class Changing
    {
        public required DeliveryStatus Status { get; init; }

        public required int Generation { get; init; }

        public required int GenerationsSinceUnlock { get; init; }

        public required int FailedTries { get; init; }

        public required int Unlocks { get; init; }

        public required LiveCode? Code { get; init; }

        public required ImmutableSortedDictionary<string, int> Signals { get; init; }

        public required int Sequence { get; init; }

        public required VisitHistory Visits { get; init; }

        public required ImmutableList<SupersededCode> Superseded { get; init; }

        public required ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> StrangerSignals { get; init; }
    }
}
