using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>Journal entries to the columns of their rows.</summary>
internal static class EntryColumns
{
    /// <summary>One statement, however many entries; its parameters are <see cref="Parameters"/>.</summary>
    public const string InsertSql =
        """
        insert into deliveryotp.journal (
            retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, courier_id, device_id,
            outcome, latitude, longitude, signals, presented_digest, detail, idempotency_key, request_digest, about_id,
            ends_at, is_stranger, review_total)
        select n.retailer_id, n.delivery_id, n.sequence, n.id, n.kind, n.recorded_at, n.actor_role, n.actor_id,
            n.courier_id, n.device_id, n.outcome, n.latitude, n.longitude, string_to_array(n.signals, ','),
            n.presented_digest, n.detail, n.idempotency_key, n.request_digest, n.about_id, n.ends_at,
            n.is_stranger, n.review_total
        from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::text[], $6::timestamptz[], $7::text[],
            $8::text[], $9::text[], $10::text[], $11::text[], $12::float8[], $13::float8[], $14::text[],
            $15::bytea[], $16::jsonb[], $17::text[], $18::bytea[], $19::uuid[],
            $20::timestamptz[], $21::bool[], $22::int[])
            as n (retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, courier_id,
                device_id, outcome, latitude, longitude, signals, presented_digest, detail, idempotency_key,
                request_digest, about_id, ends_at, is_stranger, review_total)
        """;

    public static NpgsqlBatchCommand InsertCommand(IReadOnlyList<EntryRow> rows)
    {
        var command = new NpgsqlBatchCommand(InsertSql);
        command.Parameters.AddRange(Parameters(rows));
        return command;
    }

    public static NpgsqlParameter[] Parameters(IReadOnlyList<EntryRow> rows) =>
    [
        StateColumns.Column(rows, row => row.Entry.RetailerId.Value),
        StateColumns.Column(rows, row => row.Entry.DeliveryId.Value),
        StateColumns.Column(rows, row => row.Entry.Sequence),
        StateColumns.Column(rows, row => row.Entry.Id),
        StateColumns.Column(rows, row => row.Kind),
        StateColumns.Column(rows, row => row.Entry.RecordedAt),
        StateColumns.Column(rows, row => EnumName<ActorRole>.Of(row.Entry.Actor.Role)),
        StateColumns.Column(rows, row => row.Entry.Actor.Id),
        StateColumns.Column(rows, row => row.Visit?.Courier.Value),
        StateColumns.Column(rows, row => row.Visit?.Device.Id.Value),
        StateColumns.Column(rows, row => row.Attempted is { Verdict.Outcome: var outcome }
            ? EnumName<AttemptOutcome>.Of(outcome)
            : null),
        StateColumns.Column(rows, row => row.Visit?.Fix?.Position.Latitude),
        StateColumns.Column(rows, row => row.Visit?.Fix?.Position.Longitude),
        StateColumns.Column(rows, row => SignalNames(row.Signals)),
        StateColumns.Column(rows, row => row.Attempted?.Verdict.PresentedDigest),
        StateColumns.JsonbColumn(rows, row => row.Detail),
        StateColumns.Column(rows, row => row.Entry.Idempotency?.Key.Value),
        StateColumns.Column(rows, row => row.Entry.Idempotency?.RequestDigest),
        StateColumns.Column(rows, row => (row.Entry.Event as SignalRaised)?.About),
        StateColumns.Column(rows, row => row.EndsAt),
        StateColumns.Column(rows, row => row.IsStranger),
        StateColumns.Column(rows, row => row.Entry.ReviewTotal),
    ];

    /// <summary>An array can't be an element of an array, so the names travel as one text. None: null.</summary>
    private static string? SignalNames(IReadOnlyList<Signal> signals) => signals.Count > 0
        ? string.Join(',', signals.Select(signal => signal.Name))
        : null;
}

/// <summary>An entry as it is stored: the columns that the audit trail filters on stand beside the rest, which is JSON.</summary>
internal sealed record EntryRow(JournalEntry Entry, string Kind, string Detail)
{
    public Attempted? Attempted => Entry.Event as Attempted;

    public Visit? Visit => Entry.Event switch
    {
        Attempted attempted => attempted.Attempt,
        Arrived arrived => arrived.Arrival,
        _ => null,
    };

    /// <summary>When time ends what the entry began: a doorstep session, or a showing.</summary>
    public DateTimeOffset? EndsAt => Entry.Event switch
    {
        Attempted attempted => attempted.Verdict.Opens?.ClosesAt,
        Arrived arrived => arrived.Verdict.Opens?.ClosesAt,
        Revealed revealed => revealed.Until,
        _ => null,
    };

    /// <summary>A refusal of a courier who may not deliver this parcel (R18).</summary>
    public bool IsStranger => Entry.Event is Attempted { Verdict.IsStranger: true } or Arrived { Verdict.IsStranger: true };

    public IReadOnlyList<Signal> Signals => Entry.Event switch
    {
        Attempted attempted => attempted.Verdict.Signals,
        Arrived arrived => arrived.Verdict.Signals,
        Denied denied => [denied.Signal],
        LeftReported reported => [reported.Signal],
        SignalRaised raised => [raised.Signal],
        _ => [],
    };

    public static EntryRow Of(JournalEntry entry)
    {
        var (kind, detail) = EntryDetail.Of(entry.Event);
        return new EntryRow(entry, kind, RowJson.Write(detail, detail.GetType()));
    }
}
