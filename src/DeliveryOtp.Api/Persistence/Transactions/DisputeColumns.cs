using System.Diagnostics;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>What an entry of the journal makes of the row of its dispute, in the transaction that writes the entry.</summary>
internal static class DisputeColumns
{
    private const string OpenSql =
        """
        insert into deliveryotp.disputes (retailer_id, id, delivery_id, kind, opened_by, statement, opened_at, due_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private const string NoteSql =
        """
        update deliveryotp.disputes set notes = notes + 1, last_note_at = $3, last_note = $4
        where retailer_id = $1 and id = $2
        """;

    private const string DecideSql =
        """
        update deliveryotp.disputes
        set outcome = $3, grounds = $4, reasons = $5, evidence_kept_at = $6, decided_at = $7, decided_by_role = $8, decided_by_id = $9
        where retailer_id = $1 and id = $2 and decided_at is null
        """;

    /// <summary>Null: the entry is not about a dispute.</summary>
    public static NpgsqlBatchCommand? CommandOf(JournalEntry entry) =>
        entry.Event is DisputeEvent happened ? CommandOf(entry, happened) : null;

    private static NpgsqlBatchCommand CommandOf(JournalEntry entry, DisputeEvent happened) => happened switch
    {
        DisputeOpened opened => Command(
            OpenSql,
            entry,
            opened.Id,
            new NpgsqlParameter<Guid> { TypedValue = entry.DeliveryId.Value },
            Text(EnumName<ContestKind>.Of(opened.Kind)),
            Text(EnumName<Complainant>.Of(opened.OpenedBy)),
            Text(opened.Statement),
            Time(entry.RecordedAt),
            Time(opened.DueAt)),
        DisputeNoted noted => Command(NoteSql, entry, noted.Id, Time(entry.RecordedAt), Text(noted.Text)),
        DisputeDecided { Decision: var decision } decided => Command(
            DecideSql,
            entry,
            decided.Id,
            Text(EnumName<DisputeOutcome>.Of(decision.Outcome)),
            new NpgsqlParameter<string[]> { TypedValue = [.. decision.Grounds.Select(EnumName<Ground>.Of)] },
            Text(decision.Reasons),
            Text(decision.EvidenceKeptAt),
            Time(entry.RecordedAt),
            Text(EnumName<ActorRole>.Of(entry.Actor.Role)),
            Text(entry.Actor.Id)),
        _ => throw new UnreachableException(),
    };

    private static NpgsqlBatchCommand Command(string sql, JournalEntry entry, DisputeId dispute, params NpgsqlParameter[] more)
    {
        var command = new NpgsqlBatchCommand(sql)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = entry.RetailerId.Value },
                new NpgsqlParameter<Guid> { TypedValue = dispute.Value },
            },
        };
        command.Parameters.AddRange(more);
        return command;
    }

    private static NpgsqlParameter<string?> Text(string? text) => new() { TypedValue = text };

    private static NpgsqlParameter<DateTimeOffset> Time(DateTimeOffset time) => new() { TypedValue = time };
}
