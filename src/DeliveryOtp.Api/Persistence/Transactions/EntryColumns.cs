using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>Journal entries to the columns of their rows.</summary>
internal static class EntryColumns
{
    /// <summary>How many parameters <see cref="InsertSql"/> has.</summary>
    public const int Count = 26;

    /// <summary>
    /// One statement, however many entries: each with its row in the outbox of the sequencer, and with one for each signal of an attempt
    /// or arrival. Its parameters are <see cref="Parameters"/>. A condition on <c>n</c> goes between the two parts.
    /// </summary>
    public const string InsertSql = $"with {InsertHead}{InsertTail}";

    public const string InsertHead =
        """
        entry as (
        insert into deliveryotp.journal (
            retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, courier_id, device_id,
            outcome, latitude, longitude, presented_digest, detail, idempotency_key, request_digest, about_id,
            ends_at, is_stranger, review_total, link_version, version)
        select n.* from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::text[], $6::timestamptz[], $7::text[],
            $8::text[], $9::text[], $10::text[], $11::text[], $12::float8[], $13::float8[],
            $14::bytea[], $15::jsonb[], $16::text[], $17::bytea[], $18::uuid[],
            $19::timestamptz[], $20::bool[], $21::int[], $22::int[], $23::int2[])
            as n (retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, courier_id,
                device_id, outcome, latitude, longitude, presented_digest, detail, idempotency_key,
                request_digest, about_id, ends_at, is_stranger, review_total, link_version, version)
        """;

    public const string InsertTail =
        """

        returning retailer_id, delivery_id, sequence, recorded_at),
        waiting as (
        insert into deliveryotp.journal_unsequenced (retailer_id, delivery_id, sequence, recorded_at)
        select retailer_id, delivery_id, sequence, recorded_at from entry
        returning delivery_id),
        signal as (
        insert into deliveryotp.attempt_signals (retailer_id, signal, attempt_id)
        select * from unnest($24::uuid[], $25::text[], $26::uuid[])
        on conflict do nothing)
        select delivery_id from waiting
        """;

    public static NpgsqlBatchCommand InsertCommand(IReadOnlyList<EntryRow> rows)
    {
        var command = new NpgsqlBatchCommand(InsertSql);
        command.Parameters.AddRange(Parameters(rows));
        return command;
    }

    public static NpgsqlParameter[] Parameters(IReadOnlyList<EntryRow> rows)
    {
        var raised = rows.SelectMany(SignalsOf).ToArray();
        return
        [
            SqlArray.Of(rows, row => row.Entry.RetailerId.Value),
            SqlArray.Of(rows, row => row.Entry.DeliveryId.Value),
            SqlArray.Of(rows, row => row.Entry.Sequence),
            SqlArray.Of(rows, row => row.Entry.Id),
            SqlArray.Of(rows, row => row.Form.Kind),
            SqlArray.Of(rows, row => row.Entry.RecordedAt),
            SqlArray.Of(rows, row => EnumName<ActorRole>.Of(row.Entry.Actor.Role)),
            SqlArray.Of(rows, row => row.Entry.Actor.Id),
            SqlArray.Of(rows, row => row.Promoted.Visit?.Courier.Value),
            SqlArray.Of(rows, row => row.Promoted.Visit?.Device.Id.Value),
            SqlArray.Of(rows, row => row.Promoted.Outcome is { } outcome ? EnumName<AttemptOutcome>.Of(outcome) : null),
            SqlArray.Of(rows, row => row.Promoted.Visit?.Fix?.Position.Latitude),
            SqlArray.Of(rows, row => row.Promoted.Visit?.Fix?.Position.Longitude),
            SqlArray.Of(rows, row => row.Promoted.PresentedDigest),
            SqlArray.OfJson(rows, row => row.Form.Detail),
            SqlArray.Of(rows, row => row.Entry.Idempotency?.Key.Value),
            SqlArray.Of(rows, row => row.Entry.Idempotency?.RequestDigest),
            SqlArray.Of(rows, row => row.Promoted.About),
            SqlArray.Of(rows, row => row.Promoted.EndsAt),
            SqlArray.Of(rows, row => row.Promoted.IsStranger),
            SqlArray.Of(rows, row => row.Entry.ReviewTotal),
            SqlArray.Of(rows, row => row.Entry.LinkVersion),
            SqlArray.Of(rows, row => row.Form.Version),
            SqlArray.Of(raised, signal => signal.Retailer),
            SqlArray.Of(raised, signal => signal.Name),
            SqlArray.Of(raised, signal => signal.About),
        ];
    }

    /// <summary>Of an attempt itself, or about one.</summary>
    private static IEnumerable<(Guid Retailer, string Name, Guid About)> SignalsOf(EntryRow row) =>
        row.Promoted is { Outcome: null, About: null }
            ? []
            : row.Promoted.Signals.Select(signal => (row.Entry.RetailerId.Value, signal.Name, row.Promoted.About ?? row.Entry.Id));
}
