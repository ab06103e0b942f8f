using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>Filters of the audit trail; all of them have to hold.</summary>
public record AttemptQuery : PageQuery, IVisitQuery
{
    /// <summary>The retailer's order number.</summary>
    [FromQuery(Name = "order_id")]
    public string? OrderId { get; init; }

    /// <summary>The delivery.</summary>
    [FromQuery(Name = "delivery_id")]
    public Guid? DeliveryId { get; init; }

    /// <summary>Who attempted, assigned or not.</summary>
    [FromQuery(Name = "courier_id")]
    public string? CourierId { get; init; }

    /// <summary>On which device.</summary>
    [FromQuery(Name = "device_id")]
    public string? DeviceId { get; init; }

    /// <summary>One of these outcomes; may be repeated.</summary>
    [FromQuery(Name = "outcome")]
    public string[]? Outcome { get; init; }

    /// <summary>The name of a signal that the attempt raised.</summary>
    [FromQuery(Name = "signal")]
    public string? Signal { get; init; }

    /// <summary>Recorded at or after (RFC 3339).</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Recorded before (RFC 3339).</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary>`latitude,longitude` in WGS 84 degrees; needs `radius_m`.</summary>
    [FromQuery(Name = "near")]
    public string? Near { get; init; }

    /// <summary>How far the fix may be from `near`: 1–50000 m.</summary>
    [FromQuery(Name = "radius_m")]
    public double? RadiusM { get; init; }

    /// <summary>
    /// What the place gate said; the console asks for it. Outside and unverified raise a signal each, and so have an index in the
    /// order of time. Inside, which most attempts are, has none.
    /// </summary>
    internal PlaceVerdict? Place { get; init; }

    /// <summary>A filter is set that leaves few rows, however many there are.</summary>
    internal bool IsNarrow => (DeliveryId, OrderId, CourierId, DeviceId, Signal, Place) is not (null, null, null, null, null, null);

    internal AttemptOutcome[] Outcomes => [.. (Outcome ?? []).Distinct(StringComparer.Ordinal).Select(EnumName<AttemptOutcome>.Parse)];

    internal DateTimeOffset? FromTime => TimestampFilter.Parse(From);

    internal DateTimeOffset? ToTime => TimestampFilter.Parse(To);

    internal Circle? Circle => Near is not null && RadiusM is { } radius && AuditTrail.Place.TryParse(Near, out var centre)
        ? new Circle(centre, new Metres(radius))
        : null;

    internal IReadOnlyDictionary<string, string[]> Filters => GivenFilters.Of(
        ("order_id", [OrderId]),
        ("delivery_id", [DeliveryId?.ToString()]),
        ("courier_id", [CourierId]),
        ("device_id", [DeviceId]),
        ("outcome", Outcome ?? []),
        ("signal", [Signal]),
        ("place", [Place is { } place ? EnumName<PlaceVerdict>.Of(place) : null]),
        ("from", [From]),
        ("to", [To]),
        ("near", [Near]),
        ("radius_m", [RadiusM?.ToString(System.Globalization.CultureInfo.InvariantCulture)]),
        ("cursor", [Cursor]));
}

/// <summary>The same filters for a stream, which is the whole result: `limit` and `cursor` are refused.</summary>
public sealed record AttemptStreamQuery : AttemptQuery;
