using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;
using Npgsql;

namespace DeliveryOtp.Api.Messages;

/// <summary>Hands out the mails that are due, to any number of senders in any number of replicas, and notes what became of them.</summary>
public sealed class OutgoingMails(NpgsqlDataSource database)
{
    /// <summary>
    /// The first one that waits of each delivery, so that they arrive in the order in which things happened. Whom a lease is
    /// given to has the mail alone until it ends.
    /// </summary>
    private const string ClaimSql =
        """
        update deliveryotp.outgoing_mails m set leased_until = $2, tries = m.tries + 1
        from (
            select w.retailer_id, w.entry_id, w.kind from deliveryotp.outgoing_mails w
            where w.status = 'waiting' and w.due_at <= $1 and (w.leased_until is null or w.leased_until <= $1)
                and not exists (
                    select from deliveryotp.outgoing_mails e
                    where e.retailer_id = w.retailer_id and e.delivery_id = w.delivery_id and e.sequence < w.sequence
                        and e.status = 'waiting')
            order by w.due_at
            limit $3
            for update skip locked) c
        where m.retailer_id = c.retailer_id and m.entry_id = c.entry_id and m.kind = c.kind
        returning m.retailer_id, m.entry_id, m.kind, m.delivery_id, m.link_version, m.reason, m.place, m.tries_left, m.happened_at,
            m.valid_until, m.is_last, m.tries, m.last_error, m.old_address, m.sequence
        """;

    /// <summary>The number of the try tells whether the lease is still this sender's.</summary>
    private const string SettleSql =
        """
        update deliveryotp.outgoing_mails
        set status = $5, due_at = coalesce($6, due_at), leased_until = null, last_error = $7,
            settled_at = case when $5 = 'waiting' then null else $8 end, old_address = case when $5 = 'waiting' then old_address end
        where retailer_id = $1 and entry_id = $2 and kind = $3 and tries = $4 and status = 'waiting'
        """;

    private const string ForgetSql =
        """
        delete from deliveryotp.outgoing_mails m
        where (m.retailer_id, m.entry_id, m.kind) in (
            select o.retailer_id, o.entry_id, o.kind from deliveryotp.outgoing_mails o
            where o.settled_at < $1 order by o.settled_at limit $2)
        """;

    public async Task<IReadOnlyList<OutgoingMail>> ClaimAsync(
        int limit,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancel)
    {
        await using var command = database.CreateCommand(ClaimSql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now + lease });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<OutgoingMail> claimed = [];
        while (await row.ReadAsync(cancel))
            claimed.Add(Read(row));
        return claimed;
    }

    public async Task SettleAsync(OutgoingMail mail, MailResult result, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(SettleSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = mail.Mail.RetailerId.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = mail.Mail.EntryId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = mail.Mail.Kind });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = mail.Tries });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = EnumName<MailStatus>.Of(result.Status) });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?> { TypedValue = result.RetryAt });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = result.Error });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Deletes the oldest that are settled, and returns how many.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(ForgetSql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = before });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private static OutgoingMail Read(NpgsqlDataReader row) => new(
        new Mail
        {
            RetailerId = new RetailerId(row.GetGuid(0)),
            EntryId = row.GetGuid(1),
            Kind = row.GetString(2),
            DeliveryId = new DeliveryId(row.GetGuid(3)),
            LinkVersion = row.GetInt32(4),
            Reason = row.IsDBNull(5) ? null : row.GetString(5),
            Place = row.IsDBNull(6) ? null : EnumName<PlaceVerdict>.Parse(row.GetString(6)),
            TriesLeft = row.IsDBNull(7) ? null : row.GetInt32(7),
            HappenedAt = row.GetFieldValue<DateTimeOffset>(8),
            ValidUntil = row.GetFieldValue<DateTimeOffset>(9),
            Sequence = row.GetInt32(14),
        },
        IsLast: row.GetBoolean(10),
        Tries: row.GetInt32(11),
        LastError: row.IsDBNull(12) ? null : row.GetString(12),
        OldAddress: row.IsDBNull(13) ? null : row.GetString(13));
}

/// <summary>A mail that is due, and that the caller has alone for a while.</summary>
/// <param name="Mail">What it says.</param>
/// <param name="IsLast">The last of its kind that the delivery may cause.</param>
/// <param name="Tries">This one included.</param>
/// <param name="LastError">Of the try before.</param>
/// <param name="OldAddress">Where to, if it is not the recipient's present address.</param>
public sealed record OutgoingMail(Mail Mail, bool IsLast, int Tries, string? LastError, string? OldAddress)
{
    /// <summary>Records print themselves; this one must not print an address.</summary>
    public override string ToString() => $"{Mail.Kind} mail of {Mail.DeliveryId}";
}

/// <summary>What became of a mail.</summary>
/// <param name="Status">Waiting: it will be tried again.</param>
/// <param name="Error">What the mail server said, or why nobody was told.</param>
/// <param name="RetryAt">When, if it waits.</param>
public sealed record MailResult(MailStatus Status, string? Error = null, DateTimeOffset? RetryAt = null);
