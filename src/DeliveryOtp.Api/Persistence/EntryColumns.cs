using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>Journal entries to the columns of their rows.</summary>
internal static class EntryColumns
{
    /// <summary>How many parameters <see cref="InsertSql"/> has.</summary>
    public const int Count = 25;

    /// <summary>
    /// One statement, however many entries: each with its row in the outbox of the sequencer, and with one for each signal of an attempt
    /// or arrival. Its parameters are <see cref="Parameters"/>. A condition on <c>n</c> goes between the two parts.
    /// </summary>
    public const string InsertSql = InsertHead + InsertTail;

    public const string InsertHead =
        """
        with entry as (
        insert into deliveryotp.journal (
            retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, courier_id, device_id,
            outcome, latitude, longitude, presented_digest, detail, idempotency_key, request_digest, about_id,
            ends_at, is_stranger, review_total, link_version)
        select n.* from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::text[], $6::timestamptz[], $7::text[],
            $8::text[], $9::text[], $10::text[], $11::text[], $12::float8[], $13::float8[],
            $14::bytea[], $15::jsonb[], $16::text[], $17::bytea[], $18::uuid[],
            $19::timestamptz[], $20::bool[], $21::int[], $22::int[])
            as n (retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, courier_id,
                device_id, outcome, latitude, longitude, presented_digest, detail, idempotency_key,
                request_digest, about_id, ends_at, is_stranger, review_total, link_version)
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
        select * from unnest($23::uuid[], $24::text[], $25::uuid[])
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
            SqlArray.Of(rows, row => row.Kind),
            SqlArray.Of(rows, row => row.Entry.RecordedAt),
            SqlArray.Of(rows, row => EnumName<ActorRole>.Of(row.Entry.Actor.Role)),
            SqlArray.Of(rows, row => row.Entry.Actor.Id),
            SqlArray.Of(rows, row => row.Visit?.Courier.Value),
            SqlArray.Of(rows, row => row.Visit?.Device.Id.Value),
            SqlArray.Of(rows, row => row.Attempted is { Verdict.Outcome: var outcome }
                ? EnumName<AttemptOutcome>.Of(outcome)
                : null),
            SqlArray.Of(rows, row => row.Visit?.Fix?.Position.Latitude),
            SqlArray.Of(rows, row => row.Visit?.Fix?.Position.Longitude),
            SqlArray.Of(rows, row => row.Attempted?.Verdict.PresentedDigest),
            SqlArray.OfJson(rows, row => row.Detail),
            SqlArray.Of(rows, row => row.Entry.Idempotency?.Key.Value),
            SqlArray.Of(rows, row => row.Entry.Idempotency?.RequestDigest),
            SqlArray.Of(rows, row => (row.Entry.Event as SignalRaised)?.About),
            SqlArray.Of(rows, row => row.EndsAt),
            SqlArray.Of(rows, row => row.IsStranger),
            SqlArray.Of(rows, row => row.Entry.ReviewTotal),
            SqlArray.Of(rows, row => row.Entry.LinkVersion),
            SqlArray.Of(raised, signal => signal.Retailer),
            SqlArray.Of(raised, signal => signal.Name),
            SqlArray.Of(raised, signal => signal.About),
        ];
    }

    private static IEnumerable<(Guid Retailer, string Name, Guid About)> SignalsOf(EntryRow row) => row.Entry.Event switch
    {
        Attempted => row.Signals.Select(signal => (row.Entry.RetailerId.Value, signal.Name, row.Entry.Id)),
        SignalRaised raised => [(row.Entry.RetailerId.Value, raised.Signal.Name, raised.About)],
        _ => [],
    };
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
