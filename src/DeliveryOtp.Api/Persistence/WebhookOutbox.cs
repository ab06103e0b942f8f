using DeliveryOtp.Domain;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

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

/// <summary>Puts messages into the outbox: each gets its endpoint's next number, and its lane is there afterwards.</summary>
internal static class WebhookOutbox
{
    /// <summary>
    /// An endpoint that was deleted or disabled meanwhile takes none. A lane that is there already is touched: whoever wants to
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

    public static NpgsqlBatchCommand AddCommand(IReadOnlyList<NewWebhookMessage> messages, DateTimeOffset now) => new(AddSql)
    {
        Parameters =
        {
            StateColumns.Column(messages, message => message.Retailer.Value),
            StateColumns.Column(messages, message => message.Endpoint),
            StateColumns.Column(messages, message => message.Subject),
            StateColumns.Column(messages, message => message.MessageId),
            StateColumns.Column(messages, message => message.Type),
            StateColumns.Column(messages, message => message.HappenedAt),
            StateColumns.Column(messages, message => message.Data),
            StateColumns.Column(messages, message => message.CodeGeneration),
            new NpgsqlParameter<DateTimeOffset> { TypedValue = now },
        },
    };
}
