using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

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
            m.valid_until, m.is_last, m.tries, m.last_error, m.old_address
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
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = mail.RetailerId.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = mail.EntryId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = mail.Kind });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = mail.Tries });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = EnumName<MailStatus>.Of(result.Status) });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?> { TypedValue = result.RetryAt });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = result.Error });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Deletes the oldest that are settled, and returns how many.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset before, int most, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(ForgetSql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = before });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private static OutgoingMail Read(NpgsqlDataReader row) => new()
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
        IsLast = row.GetBoolean(10),
        Tries = row.GetInt32(11),
        LastError = row.IsDBNull(12) ? null : row.GetString(12),
        OldAddress = row.IsDBNull(13) ? null : row.GetString(13),
    };
}

/// <summary>A mail that is due, and that the caller has alone for a while.</summary>
public sealed record OutgoingMail
{
    public required RetailerId RetailerId { get; init; }

    public required Guid EntryId { get; init; }

    public required string Kind { get; init; }

    public required DeliveryId DeliveryId { get; init; }

    public required int LinkVersion { get; init; }

    public string? Reason { get; init; }

    public PlaceVerdict? Place { get; init; }

    public int? TriesLeft { get; init; }

    public required DateTimeOffset HappenedAt { get; init; }

    public required DateTimeOffset ValidUntil { get; init; }

    public required bool IsLast { get; init; }

    /// <summary>This one included.</summary>
    public required int Tries { get; init; }

    public string? LastError { get; init; }

    /// <summary>Where to, if it is not the recipient's present address.</summary>
    public string? OldAddress { get; init; }

    /// <summary>Records print themselves; this one must not print an address.</summary>
    public override string ToString() => $"{Kind} mail of {DeliveryId}";
}

/// <summary>What became of a mail.</summary>
/// <param name="Status">Waiting: it will be tried again.</param>
/// <param name="Error">What the mail server said, or why nobody was told.</param>
/// <param name="RetryAt">When, if it waits.</param>
public sealed record MailResult(MailStatus Status, string? Error = null, DateTimeOffset? RetryAt = null);
