using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>Filters of the list of deliveries; all of them have to hold.</summary>
public sealed record DeliveryQuery : PageQuery
{
    /// <summary>The retailer's order number; an order may have several deliveries, one for each parcel.</summary>
    [FromQuery(Name = "order_id")]
    public string? OrderId { get; init; }

    /// <summary>pending, locked, held, delivered, cancelled or expired.</summary>
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    /// <summary>The assigned courier.</summary>
    [FromQuery(Name = "courier_id")]
    public string? CourierId { get; init; }

    /// <summary>Whether the signals weigh enough for a look.</summary>
    [FromQuery(Name = "review")]
    public bool? Review { get; init; }

    /// <summary>Created at or after (RFC 3339).</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Created before (RFC 3339).</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    internal DeliveryStatus? StatusValue =>
        Status is not null && EnumName<DeliveryStatus>.TryParse(Status, out var status) ? status : null;

    internal DateTimeOffset? FromTime => TimestampFilter.Parse(From);

    internal DateTimeOffset? ToTime => TimestampFilter.Parse(To);

    internal IReadOnlyDictionary<string, string[]> Filters => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["order_id"] = OrderId,
        ["status"] = Status,
        ["courier_id"] = CourierId,
        ["review"] = Review?.ToString().ToLowerInvariant(),
        ["from"] = From,
        ["to"] = To,
        ["cursor"] = Cursor,
    }.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => new[] { pair.Value! }, StringComparer.Ordinal);
}

internal sealed class DeliveryQueryValidator : PageQueryValidator<DeliveryQuery>
{
    public DeliveryQueryValidator()
    {
        RuleFor(query => query.OrderId).Text(128);
        RuleFor(query => query.CourierId).Text(64);
        RuleFor(query => query.From).Timestamp();
        RuleFor(query => query.To).Timestamp();
        RuleFor(query => query.Status).OneOf(EnumName<DeliveryStatus>.All);
    }
}
