using System.Text.Json;
using DeliveryOtp.Api.Http;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>Which events.</summary>
public sealed record EventQuery
{
    /// <summary>The `next_cursor` of the page before; when omitted, the page begins with the retailer's first event.</summary>
    [FromQuery(Name = "after")]
    public string? After { get; init; }

    /// <summary>Events a page, 1–200; 50 when omitted. A page may have fewer, and none, without being the last one.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    internal int Size => Limit ?? Cursor.DefaultLimit;

    internal EventCursor Position => After is not null && EventCursor.TryParse(After, out var cursor) ? cursor : EventCursor.Beginning;
}

internal sealed class EventQueryValidator : AbstractValidator<EventQuery>
{
    public EventQueryValidator()
    {
        RuleFor(query => query.Limit).Between(1, Cursor.MaxLimit);
        RuleFor(query => query.After).Constrain(
            after => after is null || EventCursor.TryParse(after, out _),
            "must be the next_cursor of a previous page",
            new Constraint { MinLength = EventCursor.Length, MaxLength = EventCursor.Length });
    }
}

/// <summary>Events in the one order of the journal, oldest first.</summary>
/// <param name="Data">The events behind the cursor; perhaps none, though more follow.</param>
/// <param name="NextCursor">Where to go on: never null, for there will be more events.</param>
/// <param name="CaughtUp">False: go on at once. True: this was all there is, so ask again with `next_cursor` after a while.</param>
public sealed record EventPage(IReadOnlyList<EventItem> Data, string NextCursor, bool CaughtUp);

/// <summary>One event.</summary>
/// <param name="WebhookId">The header of that name on every post of it: who keeps it recognises what has come already.</param>
/// <param name="Body">The body of those posts.</param>
public sealed record EventItem(string WebhookId, EventBody Body);

/// <summary>What is posted.</summary>
/// <param name="Type">Such as `delivery.attempted`.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Data">The entry of the delivery's timeline, with the order's number.</param>
public sealed record EventBody(string Type, DateTimeOffset Timestamp, JsonElement Data);
