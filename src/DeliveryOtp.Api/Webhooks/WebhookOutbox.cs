using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using Npgsql;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>A message on its way into the outbox.</summary>
/// <param name="Retailer">Whose endpoint.</param>
/// <param name="Endpoint">Which.</param>
/// <param name="Subject">What has to stay in order.</param>
/// <param name="MessageId">The <c>webhook-id</c>.</param>
/// <param name="Type">Of the event.</param>
/// <param name="HappenedAt">When it happened.</param>
/// <param name="Data">The body's member of that name, as JSON.</param>
/// <param name="CodeGeneration">The generation whose code goes with it.</param>
public sealed record NewWebhookMessage(
    RetailerId Retailer,
    Guid Endpoint,
    Guid Subject,
    string MessageId,
    string Type,
    DateTimeOffset HappenedAt,
    string Data,
    int? CodeGeneration);

/// <summary>Puts messages into the outbox, and takes them out again that are not to be sent.</summary>
public sealed class WebhookOutbox(NpgsqlDataSource database)
{
    /// <summary>
    /// Each message gets its endpoint's next number. An endpoint that was deleted or disabled meanwhile takes none. A lane that is there already is touched: whoever wants to
    /// remove it has to wait, and then sees the new message.
    /// </summary>
    private const string AddSql =
        """
        with given as (
            select g.*, row_number() over (partition by g.retailer_id, g.endpoint_id order by g.n) as k
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::int[])
                with ordinality as g (retailer_id, endpoint_id, subject_id, message_id, type, happened_at, data, code_generation, n)
        ), numbered as (
            update deliveryotp.webhook_endpoints e set last_number = e.last_number + c.count
            from (select retailer_id, endpoint_id, count(*) from given group by 1, 2) c
            where e.retailer_id = c.retailer_id and e.id = c.endpoint_id and e.disabled_at is null
            returning e.retailer_id, e.id as endpoint_id, e.last_number - c.count as base
        ), added as (
            insert into deliveryotp.webhook_messages (
                retailer_id, endpoint_id, number, subject_id, message_id, type, happened_at, data, code_generation, state, tries,
                created_at)
            select g.retailer_id, g.endpoint_id, b.base + g.k, g.subject_id, g.message_id, g.type, g.happened_at, g.data,
                g.code_generation, 'pending', 0, $9
            from given g join numbered b using (retailer_id, endpoint_id)
            returning retailer_id, endpoint_id, subject_id, number
        ), lanes as (
            insert into deliveryotp.webhook_lanes as l (retailer_id, endpoint_id, subject_id, due_at)
            select distinct a.retailer_id, a.endpoint_id, a.subject_id, $9 from added a order by 1, 2, 3
            on conflict (retailer_id, endpoint_id, subject_id) do update set due_at = l.due_at
        )
        select number from added order by number
        """;

    /// <summary>So many rows are changed in one statement: none may take longer than a statement is allowed to.</summary>
    private const int BatchSize = 5000;

    private const string DisableSql =
        """
        update deliveryotp.webhook_endpoints set disabled_at = $3
        where retailer_id = $1 and id = $2 and disabled_at is null
        """;

    private const string EnableSql =
        "update deliveryotp.webhook_endpoints set disabled_at = null where retailer_id = $1 and id = $2 and disabled_at is not null";

    /// <summary>A statement that began while the endpoint was disabled sees nothing of what is added once it is enabled again.</summary>
    private const string StillDisabled =
        "exists (select from deliveryotp.webhook_endpoints e where e.retailer_id = $1 and e.id = $2 and e.disabled_at is not null)";

    private const string RemoveLanesSql =
        $"""
        delete from deliveryotp.webhook_lanes l
        where (l.retailer_id, l.endpoint_id, l.subject_id) in (
            select o.retailer_id, o.endpoint_id, o.subject_id from deliveryotp.webhook_lanes o
            where o.retailer_id = $1 and o.endpoint_id = $2 and {StillDisabled} limit $3)
        """;

    private const string CancelSql =
        $"""
        update deliveryotp.webhook_messages m set state = 'cancelled'
        where (m.retailer_id, m.endpoint_id, m.number) in (
            select o.retailer_id, o.endpoint_id, o.number from deliveryotp.webhook_messages o
            where o.retailer_id = $1 and o.endpoint_id = $2 and o.state = 'pending' and {StillDisabled} limit $3)
        """;

    private const string RemovePostsSql =
        """
        delete from deliveryotp.webhook_posts p
        where (p.retailer_id, p.endpoint_id, p.number, p.posted_at) in (
            select o.retailer_id, o.endpoint_id, o.number, o.posted_at from deliveryotp.webhook_posts o
            where o.retailer_id = $1 and o.endpoint_id = $2 limit $3)
        """;

    private const string RemoveMessagesSql =
        """
        delete from deliveryotp.webhook_messages m
        where (m.retailer_id, m.endpoint_id, m.number) in (
            select o.retailer_id, o.endpoint_id, o.number from deliveryotp.webhook_messages o
            where o.retailer_id = $1 and o.endpoint_id = $2 limit $3)
        """;

    /// <summary>The lane before the message, as the sender locks them.</summary>
    private const string RetryLaneSql =
        """
        insert into deliveryotp.webhook_lanes as l (retailer_id, endpoint_id, subject_id, due_at)
        select m.retailer_id, m.endpoint_id, m.subject_id, $4
        from deliveryotp.webhook_messages m
        join deliveryotp.webhook_endpoints e on e.retailer_id = m.retailer_id and e.id = m.endpoint_id
        where m.retailer_id = $1 and m.endpoint_id = $2 and m.number = $3 and e.disabled_at is null
        on conflict (retailer_id, endpoint_id, subject_id) do update set due_at = least(l.due_at, excluded.due_at)
        """;

    private const string RetrySql =
        """
        update deliveryotp.webhook_messages m set state = 'pending', tries = 0, created_at = $4
        from deliveryotp.webhook_endpoints e
        where m.retailer_id = $1 and m.endpoint_id = $2 and m.number = $3
            and e.retailer_id = m.retailer_id and e.id = m.endpoint_id and e.disabled_at is null
        returning m.number
        """;

    private const string ForgetSql =
        """
        with gone as (
            delete from deliveryotp.webhook_messages m
            where (m.retailer_id, m.endpoint_id, m.number) in (
                select o.retailer_id, o.endpoint_id, o.number from deliveryotp.webhook_messages o
                where o.created_at < $1 and o.state <> 'pending' order by o.created_at limit $2)
            returning m.retailer_id, m.endpoint_id, m.number
        ), posts as (
            delete from deliveryotp.webhook_posts p using gone g
            where p.retailer_id = g.retailer_id and p.endpoint_id = g.endpoint_id and p.number = g.number)
        select count(*)::int from gone
        """;

    /// <summary>For the transaction that moves the reader's position.</summary>
    public static NpgsqlBatchCommand AddCommand(IReadOnlyList<NewWebhookMessage> messages, DateTimeOffset now) => new(AddSql)
    {
        Parameters =
        {
            SqlArray.Of(messages, message => message.Retailer.Value),
            SqlArray.Of(messages, message => message.Endpoint),
            SqlArray.Of(messages, message => message.Subject),
            SqlArray.Of(messages, message => message.MessageId),
            SqlArray.Of(messages, message => message.Type),
            SqlArray.Of(messages, message => message.HappenedAt),
            SqlArray.Of(messages, message => message.Data),
            SqlArray.Of(messages, message => message.CodeGeneration),
            new NpgsqlParameter<DateTimeOffset> { TypedValue = now },
        },
    };

    /// <summary>Nothing more is sent to the endpoint; what waits is cancelled.</summary>
    public async Task DisableAsync(Guid retailerId, Guid endpointId, DateTimeOffset now, CancellationToken cancel)
    {
        await using (var disable = CommandOn(DisableSql, retailerId, endpointId))
        {
            disable.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
            await disable.ExecuteNonQueryAsync(cancel);
        }

        await CancelWaitingAsync(retailerId, endpointId, cancel);
    }

    /// <summary>Sends what happens from now on. What a disabling that did not come to its end left waiting is cancelled first.</summary>
    public async Task EnableAsync(Guid retailerId, Guid endpointId, CancellationToken cancel)
    {
        await CancelWaitingAsync(retailerId, endpointId, cancel);
        await using var enable = CommandOn(EnableSql, retailerId, endpointId);
        await enable.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Deletes all messages of an endpoint, and their posts.</summary>
    public async Task EmptyAsync(Guid retailerId, Guid endpointId, CancellationToken cancel)
    {
        await RepeatAsync(RemovePostsSql, retailerId, endpointId, cancel);
        await RepeatAsync(RemoveMessagesSql, retailerId, endpointId, cancel);
    }

    /// <summary>Puts one message into the outbox; null: the endpoint was removed or disabled meanwhile.</summary>
    public async Task<long?> AddAsync(NewWebhookMessage message, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { AddCommand([message], now) } };
        return await batch.ExecuteScalarAsync(cancel) as long?;
    }

    /// <summary>Makes a message wait again, with a schedule of retries from its start. False: the endpoint is disabled.</summary>
    public async Task<bool> RetryAsync(Guid retailerId, Guid endpointId, long number, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in new[] { RetryLaneSql, RetrySql })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql)
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid> { TypedValue = retailerId },
                    new NpgsqlParameter<Guid> { TypedValue = endpointId },
                    new NpgsqlParameter<long> { TypedValue = number },
                    new NpgsqlParameter<DateTimeOffset> { TypedValue = now },
                },
            });
        }

        return await batch.ExecuteScalarAsync(cancel) is long;
    }

    /// <summary>Deletes the oldest messages that are settled, and their posts; returns how many messages.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset before, int most, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(ForgetSql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = before });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        return await command.ExecuteScalarAsync(cancel) is int count ? count : 0;
    }

    private async Task CancelWaitingAsync(Guid retailerId, Guid endpointId, CancellationToken cancel)
    {
        await RepeatAsync(RemoveLanesSql, retailerId, endpointId, cancel);
        await RepeatAsync(CancelSql, retailerId, endpointId, cancel);
    }

    private async Task RepeatAsync(string sql, Guid retailerId, Guid endpointId, CancellationToken cancel)
    {
        for (var changed = BatchSize; changed == BatchSize;)
        {
            await using var command = CommandOn(sql, retailerId, endpointId);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = BatchSize });
            changed = await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private NpgsqlCommand CommandOn(string sql, Guid retailerId, Guid endpointId)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailerId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = endpointId });
        return command;
    }
}
