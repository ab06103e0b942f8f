using System.Globalization;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Benchmarks.Audit;

/// <summary>A way of asking, and the query that asks so for what a sample is.</summary>
internal sealed record AuditFilter(string Name, Func<AttemptSample, string> Query);

/// <summary>Every filter of GET /v1/attempts, and what support combines.</summary>
internal static class AuditFilters
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    // The frequent and the rare.
    private static readonly string[] Outcomes = ["wrong_code", "accepted", "outside_geofence", "wrong_courier", "locked", "held"];

    public static readonly AuditFilter[] All =
    [
        new("none", _ => ""),
        new("delivery_id", sample => $"delivery_id={sample.DeliveryId}"),
        new("delivery_id, 50,000", Busy),
        new("… later page", sample => $"{Busy(sample)}&cursor={Cursor.Of(sample.BusyAttempt)}"),
        new("order_id", sample => $"order_id={sample.OrderId}"),
        new("courier_id", Courier),
        new("device_id", sample => $"device_id={sample.DeviceId}"),
        new("outcome", sample => Outcome(sample.Number)),
        new("two outcomes", sample => $"{Outcome(sample.Number)}&{Outcome(sample.Number + 1)}"),
        new("signal", sample => $"signal={SignalRules.Names[sample.Number % SignalRules.Names.Count]}"),
        new("from, to: a day", sample => Between(sample, Day)),
        new("near, 200 m", sample => Near(sample, radiusM: 200)),
        new("near, 5 km", sample => Near(sample, radiusM: 5_000)),
        new("courier_id, a month", sample => $"{Courier(sample)}&{Between(sample, Month)}"),
        new("a later page", Page),
        new("courier_id, later page", sample => $"{Courier(sample)}&{Page(sample)}"),
    ];

    private static string Busy(AttemptSample sample) => $"delivery_id={sample.BusyDelivery.Value}";

    private static string Courier(AttemptSample sample) => $"courier_id={sample.CourierId}";

    private static string Outcome(int number) => $"outcome={Outcomes[number % Outcomes.Length]}";

    private static string Page(AttemptSample sample) => $"cursor={Cursor.Of(sample.Id)}";

    private static string Between(AttemptSample sample, TimeSpan length) =>
        $"from={Timestamp.Format(sample.RecordedAt - (length / 2))}&to={Timestamp.Format(sample.RecordedAt + (length / 2))}";

    private static string Near(AttemptSample sample, int radiusM) => string.Create(
        CultureInfo.InvariantCulture, $"near={sample.Latitude:F6},{sample.Longitude:F6}&radius_m={radiusM}");
}
