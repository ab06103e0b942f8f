using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>What a journal entry has to tell the recipient, if the delivery's policy wants it told.</summary>
public sealed record NewMail
{
    public required RetailerId RetailerId { get; init; }

    public required DeliveryId DeliveryId { get; init; }

    public required Guid EntryId { get; init; }

    public required int Sequence { get; init; }

    public required string Kind { get; init; }

    /// <summary>Why an attempt was refused, or a delivery is held.</summary>
    public string? Reason { get; init; }

    public PlaceVerdict? Place { get; init; }

    public int? TriesLeft { get; init; }

    public required DateTimeOffset HappenedAt { get; init; }

    /// <summary>Afterwards it would do more harm than good.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>Which of the recipient's links was good when it happened.</summary>
    public required int LinkVersion { get; init; }

    /// <summary>How many of its kind one delivery may cause; null: it changes the delivery itself, which can't happen often.</summary>
    public int? Most { get; init; }
}

/// <summary>Writes down which mails are to be sent.</summary>
public static class NewMails
{
    /// <summary>What came of something is worth knowing for a day.</summary>
    public static readonly TimeSpan Usefulness = TimeSpan.FromHours(24);

    /// <summary>Of the mail to the address before.</summary>
    public const string Moved = "moved";

    /// <summary>
    /// The database itself looks whether the policy wants mails, whether there is an address, and whether whoever it belongs to
    /// was the recipient already when the entry was written: another recipient has another version of the link.
    /// </summary>
    private const string AddSql =
        $"""
        insert into deliveryotp.outgoing_mails (
            retailer_id, entry_id, kind, delivery_id, sequence, link_version, reason, place, tries_left, happened_at, valid_until,
            is_decisive, is_last, status, tries, due_at, created_at)
        select n.retailer_id, n.entry_id, n.kind, n.delivery_id, n.sequence, d.link_version, n.reason, n.place, n.tries_left,
            n.happened_at, n.valid_until, n.most is null, coalesce(told.before + n.turn = n.most, false), 'waiting', 0, $12, $12
        from (
            select u.*, count(*) over (partition by u.retailer_id, u.delivery_id, u.kind order by u.sequence) as turn
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::int[], $6::text[], $7::text[], $8::int[],
                $9::timestamptz[], $10::timestamptz[], $11::int[], $13::int[])
                as u (retailer_id, entry_id, kind, delivery_id, sequence, reason, place, tries_left, happened_at, valid_until, most,
                    link_version)) n
        join deliveryotp.deliveries d on d.retailer_id = n.retailer_id and d.id = n.delivery_id
        cross join lateral (
            select count(*) as before from deliveryotp.outgoing_mails m
            where m.retailer_id = n.retailer_id and m.delivery_id = n.delivery_id and m.kind = n.kind) told
        where d.policy->>'recipient_messages' = 'email' and d.recipient_email is not null and d.link_digest is not null
            and (n.most is null or told.before + n.turn <= n.most)
            and d.link_version = n.link_version
        on conflict do nothing
        """;

    /// <summary>
    /// For the transaction that changes the recipient: says it at the address that was theirs, which nobody will know afterwards. It is
    /// forgotten when the mail is sent or given up. Where no mails are sent at all, nothing follows the journal for them.
    /// </summary>
    public static NpgsqlBatchCommand AddMovedCommand(JournalEntry changed, string oldAddress, int oldLinkVersion) => new(
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
            new NpgsqlParameter<string> { TypedValue = Moved },
            new NpgsqlParameter<Guid> { TypedValue = changed.DeliveryId.Value },
            new NpgsqlParameter<int> { TypedValue = changed.Sequence },
            new NpgsqlParameter<int> { TypedValue = oldLinkVersion },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = changed.RecordedAt },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = changed.RecordedAt + Usefulness },
            new NpgsqlParameter<string> { TypedValue = oldAddress },
        },
    };

    /// <summary>For the transaction that moves the reader's position: each entry is told once.</summary>
    public static NpgsqlBatchCommand AddCommand(IReadOnlyList<NewMail> mails, DateTimeOffset now) => new(AddSql)
    {
        Parameters =
        {
            SqlArray.Of(mails, mail => mail.RetailerId.Value),
            SqlArray.Of(mails, mail => mail.EntryId),
            SqlArray.Of(mails, mail => mail.Kind),
            SqlArray.Of(mails, mail => mail.DeliveryId.Value),
            SqlArray.Of(mails, mail => mail.Sequence),
            SqlArray.Of(mails, mail => mail.Reason),
            SqlArray.Of(mails, mail => mail.Place is { } place ? EnumName<PlaceVerdict>.Of(place) : null),
            SqlArray.Of(mails, mail => mail.TriesLeft),
            SqlArray.Of(mails, mail => mail.HappenedAt),
            SqlArray.Of(mails, mail => mail.ValidUntil),
            SqlArray.Of(mails, mail => mail.Most),
            new NpgsqlParameter<DateTimeOffset> { TypedValue = now },
            SqlArray.Of(mails, mail => mail.LinkVersion),
        },
    };
}
