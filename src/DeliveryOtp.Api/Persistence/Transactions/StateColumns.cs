using System.Collections.Immutable;
using DeliveryOtp.Api.Persistence.Journal;
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
            Time("expires_at", delivery => delivery.ExpiresAt),
        ],
        [
            Text("status", delivery => EnumName<DeliveryStatus>.Of(delivery.Status)),
            new StateColumn<double>("latitude", "float8", delivery => delivery.Destination.Position.Latitude),
            new StateColumn<double>("longitude", "float8", delivery => delivery.Destination.Position.Longitude),
            Text("country", delivery => delivery.Destination.Country),
            Text("address", delivery => delivery.Destination.Address),
            Text("courier_id", delivery => delivery.Courier?.Value),
            Text("parcel_barcode", delivery => delivery.Parcel?.Value),
            Text("recipient_language", delivery => delivery.Recipient?.Language),
            Text("recipient_email", delivery => delivery.Recipient?.Email),
            Text("recipient_phone", delivery => delivery.Recipient?.Phone),
            new StateColumn<bool>("review", "bool", delivery => delivery.Review),
            Number("link_version", delivery => delivery.LinkVersion),
            new StateColumn<byte[]?>("link_digest", "bytea", delivery => delivery.LinkDigest),
            new StateColumn<Guid?>("open_dispute_id", "uuid", delivery => delivery.OpenDispute?.Value),
            Number("links_sent", delivery => delivery.LinksSent),
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
            new StateColumn<byte[]?>("code_digest", "bytea", delivery => delivery.Code?.Digest),
            new StateColumn<byte[]?>("code_encrypted", "bytea", delivery => delivery.Code?.Encrypted),
            new JsonColumn<ImmutableSortedDictionary<string, int>>("signals", delivery => delivery.Signals, WriteSignals),
            Number("last_sequence", delivery => delivery.Sequence),
            new JsonColumn<VisitHistory>("visits", delivery => delivery.Visits, StoredVisits.Write),
            new JsonColumn<ImmutableList<SupersededCode>>("superseded_codes", delivery => delivery.Superseded, WriteSuperseded),
            new JsonColumn<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>>>(
                "stranger_signals", delivery => delivery.StrangerSignals, WriteStrangers),
            new StateColumn<DateTimeOffset?>("session_closes_at", "timestamptz", delivery => delivery.Visits.Session?.ClosesAt),
        ]);

    /// <summary>Selects whole deliveries; continue with a condition on <c>d</c>.</summary>
    public static readonly string SelectSql =
        $"""
        select d.retailer_id, d.id, {States.Columns}, {Deliveries.Columns}
        from {Deliveries.Name} d
        join {States.Name} s on s.retailer_id = d.retailer_id and s.delivery_id = d.id
        """;

    /// <summary>Reads what <see cref="SelectSql"/> selects.</summary>
    public static Delivery Read(NpgsqlDataReader row)
    {
        var cursor = new RowCursor(row, first: 0);
        var key = (new RetailerId(cursor.Guid()), new DeliveryId(cursor.Guid()));
        return ReadDelivery(cursor, key, ReadState(cursor));
    }

    /// <summary>Reads the columns of <see cref="States"/>, as a delivery that lacks all else.</summary>
    public static Changing ReadState(RowCursor row)
    {
        // In the order of the list.
        var state = new Changing
        {
            Status = EnumName<DeliveryStatus>.Parse(row.Text()),
            Generation = row.Number(),
            GenerationsSinceUnlock = row.Number(),
            FailedTries = row.Number(),
            Unlocks = row.Number(),
            Code = row.TextOrNull() is { } keyId ? new LiveCode(keyId, row.BytesOrNull()!, row.BytesOrNull()!) : SkipCode(row),
            Signals = ReadSignals(row.Text()),
            Sequence = row.Number(),
            Visits = StoredVisits.Read(row.Text()),
            Superseded = ReadSuperseded(row.Text()),
            StrangerSignals = ReadStrangers(row.Text()),
        };
        row.Skip<DateTimeOffset>();
        return state;
    }

    /// <summary>Reads the columns of <see cref="Deliveries"/>, and puts both together.</summary>
    public static Delivery ReadDelivery(RowCursor row, (RetailerId Retailer, DeliveryId Id) key, Changing state)
    {
        // In the order of the list.
        var order = new OrderId(row.Text());
        var seller = (Name: row.TextOrNull(), Country: row.TextOrNull(), Marketplace: row.TextOrNull());
        var policy = StoredPolicy.Read(row.Text());
        var (created, expires) = (row.Time(), row.Time());
        row.Skip<string>();
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

    private static StateColumn<string?> Text(string name, Func<Delivery, string?> get) => new(name, "text", get);

    private static StateColumn<int> Number(string name, Func<Delivery, int> get) => new(name, "int", get);

    private static StateColumn<DateTimeOffset> Time(string name, Func<Delivery, DateTimeOffset> get) => new(name, "timestamptz", get);

    private static LiveCode? SkipCode(RowCursor row)
    {
        row.Skip<byte[]>();
        return row.Skip<LiveCode>();
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
