using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>Filters of the list of deliveries; all of them have to hold.</summary>
public record DeliveryQuery : PageQuery
{
    /// <summary>The retailer's order number; an order may have several deliveries, one for each parcel.</summary>
    [FromQuery(Name = "order_id")]
    public string? OrderId { get; init; }

    /// <summary>What the order's number begins with, 3–128 characters.</summary>
    [FromQuery(Name = "order_id_prefix")]
    public string? OrderIdPrefix { get; init; }

    /// <summary>One of these; may be repeated.</summary>
    [FromQuery(Name = "status")]
    public string[]? Status { get; init; }

    /// <summary>The assigned courier.</summary>
    [FromQuery(Name = "courier_id")]
    public string? CourierId { get; init; }

    /// <summary>Whether the signals weigh enough for a look.</summary>
    [FromQuery(Name = "review")]
    public bool? Review { get; init; }

    /// <summary>The recipient's e-mail address, in whatever case. In the record of what support looked for it is shortened.</summary>
    [FromQuery(Name = "recipient_email")]
    public string? RecipientEmail { get; init; }

    /// <summary>The recipient's phone number (E.164). In the record of what support looked for it is shortened.</summary>
    [FromQuery(Name = "recipient_phone")]
    public string? RecipientPhone { get; init; }

    /// <summary>
    /// Something happened to it at or after (RFC 3339): its `updated_at` was then, or has been since. To follow deliveries, ask each time from
    /// some seconds before the last request on, since what is being written bears the time at which it began; `GET /v1/events` misses nothing.
    /// </summary>
    [FromQuery(Name = "updated_since")]
    public string? UpdatedSince { get; init; }

    /// <summary>Created at or after (RFC 3339).</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Created before (RFC 3339).</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    internal DeliveryStatus[] Statuses => [.. (Status ?? []).Distinct(StringComparer.Ordinal).Select(EnumName<DeliveryStatus>.Parse)];

    internal DateTimeOffset? UpdatedSinceTime => TimestampFilter.Parse(UpdatedSince);

    internal DateTimeOffset? FromTime => TimestampFilter.Parse(From);

    internal DateTimeOffset? ToTime => TimestampFilter.Parse(To);

    internal IReadOnlyDictionary<string, string[]> Filters => GivenFilters.Of(
        ("order_id", [OrderId]),
        ("order_id_prefix", [OrderIdPrefix]),
        ("status", Status ?? []),
        ("courier_id", [CourierId]),
        ("review", [Review?.ToString().ToLowerInvariant()]),
        ("recipient_email", [RecipientEmail is null ? null : Search.Shorten(RecipientEmail)]),
        ("recipient_phone", [RecipientPhone is null ? null : Search.Shorten(RecipientPhone)]),
        ("updated_since", [UpdatedSince]),
        ("from", [From]),
        ("to", [To]),
        ("cursor", [Cursor]));
}

/// <summary>The same filters; the whole result, so no page.</summary>
public sealed record DeliveryStreamQuery : DeliveryQuery;

internal class DeliveryQueryValidator<TQuery> : PageQueryValidator<TQuery>
    where TQuery : DeliveryQuery
{
    private const int ShortestPrefix = 3;

    public DeliveryQueryValidator()
    {
        RuleFor(query => query.OrderId).Text(128);
        RuleFor(query => query.CourierId).Text(64);
        RuleFor(query => query.From).Timestamp();
        RuleFor(query => query.To).Timestamp();
        RuleFor(query => query.OrderIdPrefix).Text(128).Constrain(
            prefix => prefix is null || prefix.Length >= ShortestPrefix,
            $"must have at least {ShortestPrefix} characters",
            new Constraint { MinLength = ShortestPrefix });
        RuleFor(query => query.RecipientEmail).Text(254).Mailbox();
        RuleFor(query => query.RecipientPhone).PhoneNumber();
        RuleFor(query => query.UpdatedSince).Timestamp();
        RuleFor(query => query.Status).EachOf(EnumName<DeliveryStatus>.All);
    }
}

internal sealed class DeliveryQueryValidator : DeliveryQueryValidator<DeliveryQuery>;

internal sealed class DeliveryStreamQueryValidator : DeliveryQueryValidator<DeliveryStreamQuery>
{
    public DeliveryStreamQueryValidator() => this.RefusePages();
}
