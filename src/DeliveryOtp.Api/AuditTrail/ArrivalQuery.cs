using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>Filters of the arrivals; all of them have to hold.</summary>
public record ArrivalQuery : PageQuery, IVisitQuery
{
    /// <summary>The retailer's order number.</summary>
    [FromQuery(Name = "order_id")]
    public string? OrderId { get; init; }

    /// <summary>The delivery.</summary>
    [FromQuery(Name = "delivery_id")]
    public Guid? DeliveryId { get; init; }

    /// <summary>Who arrived, assigned or not.</summary>
    [FromQuery(Name = "courier_id")]
    public string? CourierId { get; init; }

    /// <summary>On which device.</summary>
    [FromQuery(Name = "device_id")]
    public string? DeviceId { get; init; }

    /// <summary>One of these outcomes; may be repeated.</summary>
    [FromQuery(Name = "outcome")]
    public string[]? Outcome { get; init; }

    /// <summary>Recorded at or after (RFC 3339).</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Recorded before (RFC 3339).</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    internal string[] Outcomes => [.. (Outcome ?? []).Distinct(StringComparer.Ordinal)];

    internal IReadOnlyDictionary<string, string[]> Filters => GivenFilters.Of(
        ("order_id", [OrderId]),
        ("delivery_id", [DeliveryId?.ToString()]),
        ("courier_id", [CourierId]),
        ("device_id", [DeviceId]),
        ("outcome", Outcome ?? []),
        ("from", [From]),
        ("to", [To]),
        ("cursor", [Cursor]));
}

/// <summary>The same filters for a stream, which is the whole result: `limit` and `cursor` are refused.</summary>
public sealed record ArrivalStreamQuery : ArrivalQuery;
