using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>An arrival in CSV.</summary>
internal static class ArrivalColumns
{
    public static readonly CsvColumn<RecordedArrival>[] All =
    [
        new("id", arrival => arrival.Id.ToString()),
        new("delivery_id", arrival => arrival.DeliveryId.ToString()),
        new("order_id", arrival => CsvCell.Text(arrival.OrderId)),
        new("courier_id", arrival => CsvCell.Text(arrival.CourierId)),
        new("outcome", arrival => EnumName<ArrivalOutcome>.Of(arrival.Outcome)),
        new("session_number", arrival => CsvCell.Number(arrival.Opens?.Number)),
        new("session_opened_at", arrival => CsvCell.Time(arrival.Opens?.OpenedAt)),
        new("session_closes_at", arrival => CsvCell.Time(arrival.Opens?.ClosesAt)),
        new("tries_left", arrival => CsvCell.Number(arrival.TriesLeft)),
        new("delivery_status", arrival => EnumName<DeliveryStatus>.Of(arrival.DeliveryStatus)),
        new("recorded_at", arrival => CsvCell.Time(arrival.RecordedAt)),
        new("captured_at", arrival => CsvCell.Time(arrival.CapturedAt)),
        new("clock_skew_s", arrival => CsvCell.Number(arrival.ClockSkewS)),
        .. VisitColumns.OfLocation<RecordedArrival>(arrival => arrival.Location),
        .. VisitColumns.OfDevice<RecordedArrival>(arrival => arrival.Device),
        new("scanned_barcode", arrival => CsvCell.Text(arrival.ScannedBarcode)),
        new("signals", arrival => string.Join(' ', arrival.Signals.Select(signal => signal.Name))),
        new("caller_address", arrival => CsvCell.Text(arrival.CallerAddress)),
        new("not_usable", arrival => string.Join(' ', arrival.NotUsable)),
        new("token_id", arrival => CsvCell.Text(arrival.TokenId)),
        new("api_key_id", arrival => CsvCell.Text(arrival.ApiKeyId)),
    ];
}
