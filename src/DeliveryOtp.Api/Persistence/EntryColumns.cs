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
            ends_at, is_stranger, review_total, version)
        select n.retailer_id, n.delivery_id, n.sequence, n.id, n.kind, n.recorded_at, n.actor_role, n.actor_id,
            n.courier_id, n.device_id, n.outcome, n.latitude, n.longitude, string_to_array(n.signals, ','),
            n.presented_digest, n.detail, n.idempotency_key, n.request_digest, n.about_id, n.ends_at,
            n.is_stranger, n.review_total, n.version
        from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::text[], $6::timestamptz[], $7::text[],
            $8::text[], $9::text[], $10::text[], $11::text[], $12::float8[], $13::float8[], $14::text[],
            $15::bytea[], $16::jsonb[], $17::text[], $18::bytea[], $19::uuid[],
            $20::timestamptz[], $21::bool[], $22::int[], $23::int2[])
            as n (retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, courier_id,
                device_id, outcome, latitude, longitude, signals, presented_digest, detail, idempotency_key,
                request_digest, about_id, ends_at, is_stranger, review_total, version)
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
        StateColumns.Column(rows, row => row.Form.Kind),
        StateColumns.Column(rows, row => row.Entry.RecordedAt),
        StateColumns.Column(rows, row => EnumName<ActorRole>.Of(row.Entry.Actor.Role)),
        StateColumns.Column(rows, row => row.Entry.Actor.Id),
        StateColumns.Column(rows, row => row.Promoted.Visit?.Courier.Value),
        StateColumns.Column(rows, row => row.Promoted.Visit?.Device.Id.Value),
        StateColumns.Column(rows, row => row.Promoted.Outcome is { } outcome ? EnumName<AttemptOutcome>.Of(outcome) : null),
        StateColumns.Column(rows, row => row.Promoted.Visit?.Fix?.Position.Latitude),
        StateColumns.Column(rows, row => row.Promoted.Visit?.Fix?.Position.Longitude),
        StateColumns.Column(rows, row => SignalNames(row.Promoted.Signals)),
        StateColumns.Column(rows, row => row.Promoted.PresentedDigest),
        StateColumns.JsonbColumn(rows, row => row.Form.Detail),
        StateColumns.Column(rows, row => row.Entry.Idempotency?.Key.Value),
        StateColumns.Column(rows, row => row.Entry.Idempotency?.RequestDigest),
        StateColumns.Column(rows, row => row.Promoted.About),
        StateColumns.Column(rows, row => row.Promoted.EndsAt),
        StateColumns.Column(rows, row => row.Promoted.IsStranger),
        StateColumns.Column(rows, row => row.Entry.ReviewTotal),
        StateColumns.Column(rows, row => row.Form.Version),
    ];

    /// <summary>An array can't be an element of an array, so the names travel as one text. None: null.</summary>
    private static string? SignalNames(IReadOnlyList<Signal> signals) => signals.Count > 0
        ? string.Join(',', signals.Select(signal => signal.Name))
        : null;
}
