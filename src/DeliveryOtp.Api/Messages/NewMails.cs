using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;
using Npgsql;

namespace DeliveryOtp.Api.Messages;

/// <summary>What a journal entry has to tell the recipient, if the delivery's policy wants it told.</summary>
/// <param name="Mail">What it says.</param>
/// <param name="Limit">How many of its kind one delivery may cause; null: it changes the delivery itself, which can't happen often.</param>
public sealed record NewMail(Mail Mail, int? Limit);

/// <summary>Writes down which mails are to be sent.</summary>
public static class NewMails
{
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
            n.happened_at, n.valid_until, n."limit" is null, coalesce(told.before + n.turn = n."limit", false), 'waiting', 0, $12, $12
        from (
            select u.*, count(*) over (partition by u.retailer_id, u.delivery_id, u.kind order by u.sequence) as turn
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::int[], $6::text[], $7::text[], $8::int[],
                $9::timestamptz[], $10::timestamptz[], $11::int[], $13::int[])
                as u (retailer_id, entry_id, kind, delivery_id, sequence, reason, place, tries_left, happened_at, valid_until, "limit",
                    link_version)) n
        join deliveryotp.deliveries d on d.retailer_id = n.retailer_id and d.id = n.delivery_id
        cross join lateral (
            select count(*) as before from deliveryotp.outgoing_mails m
            where m.retailer_id = n.retailer_id and m.delivery_id = n.delivery_id and m.kind = n.kind) told
        where d.policy->>'recipient_messages' = 'email' and d.recipient_email is not null and d.link_digest is not null
            and (n."limit" is null or told.before + n.turn <= n."limit")
            and d.link_version = n.link_version
        on conflict do nothing
        """;

    /// <summary>For the transaction that moves the reader's position: each entry is told once.</summary>
    public static NpgsqlBatchCommand AddCommand(IReadOnlyList<NewMail> mails, DateTimeOffset now) => new(AddSql)
    {
        Parameters =
        {
            SqlArray.Of(mails, mail => mail.Mail.RetailerId.Value),
            SqlArray.Of(mails, mail => mail.Mail.EntryId),
            SqlArray.Of(mails, mail => mail.Mail.Kind),
            SqlArray.Of(mails, mail => mail.Mail.DeliveryId.Value),
            SqlArray.Of(mails, mail => mail.Mail.Sequence),
            SqlArray.Of(mails, mail => mail.Mail.Reason),
            SqlArray.Of(mails, mail => mail.Mail.Place is { } place ? EnumName<PlaceVerdict>.Of(place) : null),
            SqlArray.Of(mails, mail => mail.Mail.TriesLeft),
            SqlArray.Of(mails, mail => mail.Mail.HappenedAt),
            SqlArray.Of(mails, mail => mail.Mail.ValidUntil),
            SqlArray.Of(mails, mail => mail.Limit),
            new NpgsqlParameter<DateTimeOffset> { TypedValue = now },
            SqlArray.Of(mails, mail => mail.Mail.LinkVersion),
        },
    };
}
