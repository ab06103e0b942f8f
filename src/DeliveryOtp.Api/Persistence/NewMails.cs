using DeliveryOtp.Domain;
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

    /// <summary>It tells of a change of the delivery itself, which cannot happen often; the limit is for the others.</summary>
    public required bool IsDecisive { get; init; }
}

/// <summary>Writes down which mails are to be sent.</summary>
public static class NewMails
{
    /// <summary>Mails about arrivals and attempts that one delivery may cause: a courier's app must not flood a mailbox.</summary>
    public const int Most = 20;

    /// <summary>
    /// The database itself looks whether the policy wants mails, whether there is an address, and whether whoever it belongs to
    /// was the recipient already when the entry was written: another recipient has another version of the link.
    /// </summary>
    private const string AddSql =
        """
        insert into deliveryotp.outgoing_mails (
            retailer_id, entry_id, kind, delivery_id, sequence, link_version, reason, place, tries_left, happened_at, valid_until,
            is_decisive, is_last, status, tries, due_at, created_at)
        select n.retailer_id, n.entry_id, n.kind, n.delivery_id, n.sequence, d.link_version, n.reason, n.place, n.tries_left,
            n.happened_at, n.valid_until, n.is_decisive, not n.is_decisive and told.before + n.turn = $12, 'waiting', 0, $13, $13
        from (
            select u.*, count(*) filter (where not u.is_decisive)
                over (partition by u.retailer_id, u.delivery_id order by u.sequence) as turn
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::int[], $6::text[], $7::text[], $8::int[],
                $9::timestamptz[], $10::timestamptz[], $11::bool[])
                as u (retailer_id, entry_id, kind, delivery_id, sequence, reason, place, tries_left, happened_at, valid_until, is_decisive)) n
        join deliveryotp.deliveries d on d.retailer_id = n.retailer_id and d.id = n.delivery_id
        cross join lateral (
            select count(*) as before from deliveryotp.outgoing_mails m
            where m.retailer_id = n.retailer_id and m.delivery_id = n.delivery_id and not m.is_decisive) told
        where d.policy->>'recipient_messages' = 'email' and d.recipient_email is not null and d.link_digest is not null
            and (n.is_decisive or told.before + n.turn <= $12)
            and d.link_version = coalesce((
                select max((j.detail->>'link_version')::int) from deliveryotp.journal j
                where j.retailer_id = n.retailer_id and j.delivery_id = n.delivery_id and j.sequence < n.sequence
                    and j.kind = 'changed'), 1)
        on conflict do nothing
        """;

    /// <summary>For the transaction that moves the reader's position: each entry is told once.</summary>
    public static NpgsqlBatchCommand AddCommand(IReadOnlyList<NewMail> mails, DateTimeOffset now) => new(AddSql)
    {
        Parameters =
        {
            StateColumns.Column(mails, mail => mail.RetailerId.Value),
            StateColumns.Column(mails, mail => mail.EntryId),
            StateColumns.Column(mails, mail => mail.Kind),
            StateColumns.Column(mails, mail => mail.DeliveryId.Value),
            StateColumns.Column(mails, mail => mail.Sequence),
            StateColumns.Column(mails, mail => mail.Reason),
            StateColumns.Column(mails, mail => mail.Place is { } place ? EnumName<PlaceVerdict>.Of(place) : null),
            StateColumns.Column(mails, mail => mail.TriesLeft),
            StateColumns.Column(mails, mail => mail.HappenedAt),
            StateColumns.Column(mails, mail => mail.ValidUntil),
            StateColumns.Column(mails, mail => mail.IsDecisive),
            new NpgsqlParameter<int> { TypedValue = Most },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = now },
        },
    };
}
