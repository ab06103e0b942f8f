using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>The mail to the address that a delivery's recipient had before.</summary>
internal static class MovedMail
{
    public const string Kind = "moved";

    /// <summary>
    /// For the transaction that changes the recipient: says it at the address that was theirs, which nobody will know afterwards. It is
    /// forgotten when the mail is sent or given up. Where no mails are sent at all, nothing follows the journal for them.
    /// </summary>
    public static NpgsqlBatchCommand AddCommand(JournalEntry changed, string oldAddress, int oldLinkVersion) => new(
        """
        insert into deliveryotp.outgoing_mails (
            retailer_id, entry_id, kind, delivery_id, sequence, link_version, happened_at, valid_until, is_decisive, is_last, status,
            tries, due_at, created_at, old_address)
        select $1, $2, $3, $4, $5, $6, $7, $8, true, false, 'waiting', 0, $7, $7, $9
        where exists (select from deliveryotp.journal_readers where name = 'messages')
        on conflict do nothing
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = changed.RetailerId.Value },
            new NpgsqlParameter<Guid> { TypedValue = changed.Id },
            new NpgsqlParameter<string> { TypedValue = Kind },
            new NpgsqlParameter<Guid> { TypedValue = changed.DeliveryId.Value },
            new NpgsqlParameter<int> { TypedValue = changed.Sequence },
            new NpgsqlParameter<int> { TypedValue = oldLinkVersion },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = changed.RecordedAt },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = changed.RecordedAt + OutgoingMailRow.Validity },
            new NpgsqlParameter<string> { TypedValue = oldAddress },
        },
    };
}
