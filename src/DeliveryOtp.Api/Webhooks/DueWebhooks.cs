using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using Npgsql;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>Which webhook is to be posted next, and what became of those that were. Any number of replicas take from it.</summary>
public sealed class DueWebhooks(NpgsqlDataSource database)
{
    /// <summary>No endpoint and no retailer gets more than its share, so that those whose posts hang do not hold up the others.</summary>
    private const string ClaimSql =
        """
        with busy as (
            select e.retailer_id, e.id, b.count
            from unnest($1::uuid[], $2::int[]) as b (id, count)
            join deliveryotp.webhook_endpoints e on e.id = b.id
        ), ready as (
            select e.retailer_id, e.id, $4 - coalesce(b.count, 0) as free,
                $7 - coalesce((select sum(o.count) from busy o where o.retailer_id = e.retailer_id), 0) as free_of_retailer
            from deliveryotp.webhook_endpoints e
            left join busy b on b.id = e.id
            where e.disabled_at is null and coalesce(b.count, 0) < $4 and e.id <> all ($8) and exists (
                select from deliveryotp.webhook_lanes l
                where l.retailer_id = e.retailer_id and l.endpoint_id = e.id and l.due_at <= $3)
        ), claimed as (
            select c.retailer_id, c.endpoint_id, c.subject_id
            from (
                select l.*, r.free_of_retailer, row_number() over (partition by l.retailer_id order by l.due_at) as turn
                from ready r
                cross join lateral (
                    select * from deliveryotp.webhook_lanes l
                    where l.retailer_id = r.retailer_id and l.endpoint_id = r.id and l.due_at <= $3
                        and (l.leased_until is null or l.leased_until <= $3)
                    order by l.due_at
                    limit r.free
                    for update skip locked
                ) l
            ) c
            where c.turn <= c.free_of_retailer
            order by c.due_at
            limit $5
        ), leased as (
            update deliveryotp.webhook_lanes l set leased_until = $6
            from claimed c
            where l.retailer_id = c.retailer_id and l.endpoint_id = c.endpoint_id and l.subject_id = c.subject_id
            returning l.retailer_id, l.endpoint_id, l.subject_id
        )
        select l.retailer_id, l.endpoint_id, l.subject_id, e.url, e.secret,
            case when e.previous_secret_until > $3 then e.previous_secret end, e.secret_key_id,
            m.number, m.message_id, m.type, m.happened_at, m.data, m.code_generation, m.tries, m.created_at
        from leased l
        join deliveryotp.webhook_endpoints e on e.retailer_id = l.retailer_id and e.id = l.endpoint_id
        left join lateral (
            select * from deliveryotp.webhook_messages m
            where m.retailer_id = l.retailer_id and m.endpoint_id = l.endpoint_id and m.subject_id = l.subject_id
                and m.state = 'pending'
            order by m.number
            limit 1
        ) m on true
        """;

    private const string LockLaneSql =
        "select 1 from deliveryotp.webhook_lanes where retailer_id = $1 and endpoint_id = $2 and subject_id = $3 for update";

    private const string RecordSql =
        """
        with told as (
            update deliveryotp.webhook_messages set state = $5, tries = tries + 1, last_tried_at = $6
            where retailer_id = $1 and endpoint_id = $2 and number = $3 and state = 'pending'
            returning 1)
        insert into deliveryotp.webhook_posts (retailer_id, endpoint_id, number, posted_at, duration_ms, status, error)
        select $1, $2, $3, $4, $7, $8, $9 from told
        on conflict do nothing
        """;

    private const string RemoveEmptyLaneSql =
        """
        delete from deliveryotp.webhook_lanes l
        where l.retailer_id = $1 and l.endpoint_id = $2 and l.subject_id = $3 and l.leased_until = $4 and not exists (
            select from deliveryotp.webhook_messages m
            where m.retailer_id = l.retailer_id and m.endpoint_id = l.endpoint_id and m.subject_id = l.subject_id
                and m.state = 'pending')
        """;

    private const string ReturnLaneSql =
        """
        update deliveryotp.webhook_lanes set due_at = $5, leased_until = null
        where retailer_id = $1 and endpoint_id = $2 and subject_id = $3 and leased_until = $4
        """;

    /// <summary>Takes messages whose turn it is.</summary>
    /// <param name="busy">How many posts are under way here, by endpoint.</param>
    /// <param name="resting">Endpoints that are left alone for now.</param>
    /// <param name="share">How many an endpoint and a retailer may have, and how many to take.</param>
    /// <param name="now">The time.</param>
    /// <param name="lease">How long they may take.</param>
    /// <param name="cancel">The service stops.</param>
    public async Task<IReadOnlyList<DueWebhook>> ClaimAsync(
        IReadOnlyList<KeyValuePair<Guid, int>> busy,
        IReadOnlyList<Guid> resting,
        WebhookShare share,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancel)
    {
        await using var command = database.CreateCommand(ClaimSql);
        command.Parameters.Add(SqlArray.Of(busy, pair => pair.Key));
        command.Parameters.Add(SqlArray.Of(busy, pair => pair.Value));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = share.OfEndpoint });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = share.Most });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now + lease });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = share.OfRetailer });
        command.Parameters.Add(SqlArray.Of(resting, endpoint => endpoint));
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<DueWebhook> due = [];
        while (await row.ReadAsync(cancel))
            due.Add(Read(row, now + lease));
        return due;
    }

    /// <summary>Notes a post and gives the lane back.</summary>
    public Task ReturnAsync(DueWebhook due, PostedWebhook posted, CancellationToken cancel) => ReturnAsync(due, posted, posted.DueAt, cancel);

    /// <summary>Gives the lane back as if nothing had been posted.</summary>
    public Task ReleaseAsync(DueWebhook due, DateTimeOffset dueAt, CancellationToken cancel) => ReturnAsync(due, posted: null, dueAt, cancel);

    /// <summary>One transaction. The lane is locked first: what was added to it meanwhile is seen by what comes next.</summary>
    private async Task ReturnAsync(DueWebhook due, PostedWebhook? posted, DateTimeOffset dueAt, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { LaneCommand(LockLaneSql, due.Lane) } };
        if (due.Message is { } message && posted is not null)
            batch.BatchCommands.Add(RecordCommand(due.Lane, message.Number, posted));
        var remove = LaneCommand(RemoveEmptyLaneSql, due.Lane);
        remove.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = due.LeasedUntil });
        batch.BatchCommands.Add(remove);
        var goOn = LaneCommand(ReturnLaneSql, due.Lane);
        goOn.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = due.LeasedUntil });
        goOn.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = dueAt });
        batch.BatchCommands.Add(goOn);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlBatchCommand LaneCommand(string sql, WebhookLane lane) => new(sql)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = lane.RetailerId },
            new NpgsqlParameter<Guid> { TypedValue = lane.EndpointId },
            new NpgsqlParameter<Guid> { TypedValue = lane.SubjectId },
        },
    };

    private static NpgsqlBatchCommand RecordCommand(WebhookLane lane, long number, PostedWebhook posted) => new(RecordSql)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = lane.RetailerId },
            new NpgsqlParameter<Guid> { TypedValue = lane.EndpointId },
            new NpgsqlParameter<long> { TypedValue = number },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = posted.PostedAt },
            new NpgsqlParameter<string> { TypedValue = EnumName<WebhookState>.Of(posted.State) },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = posted.PostedAt + posted.Duration },
            new NpgsqlParameter<int> { TypedValue = (int)posted.Duration.TotalMilliseconds },
            new NpgsqlParameter<int?> { TypedValue = posted.Status },
            new NpgsqlParameter<string?> { TypedValue = posted.Error },
        },
    };

    private static DueWebhook Read(NpgsqlDataReader row, DateTimeOffset leasedUntil) => new(
        new WebhookLane(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2)),
        leasedUntil,
        new WebhookTarget(
            row.GetString(3),
            row.IsDBNull(5) ? [row.GetFieldValue<byte[]>(4)] : [row.GetFieldValue<byte[]>(4), row.GetFieldValue<byte[]>(5)],
            row.GetString(6)),
        row.IsDBNull(7) ? null : ReadMessage(row));

    private static PendingWebhook ReadMessage(NpgsqlDataReader row) => new(
        row.GetInt64(7),
        row.GetString(8),
        row.GetString(9),
        row.GetFieldValue<DateTimeOffset>(10),
        row.GetString(11),
        row.IsDBNull(12) ? null : row.GetInt32(12),
        row.GetInt32(13),
        row.GetFieldValue<DateTimeOffset>(14));
}
