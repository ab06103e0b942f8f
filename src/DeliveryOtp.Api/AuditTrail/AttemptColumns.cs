using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>An attempt in CSV.</summary>
internal static class AttemptColumns
{
    public static readonly CsvColumn<RecordedAttempt>[] All =
    [
        new("id", attempt => attempt.Id.ToString()),
        new("delivery_id", attempt => attempt.DeliveryId.ToString()),
        new("order_id", attempt => CsvCell.Text(attempt.OrderId)),
        new("courier_id", attempt => CsvCell.Text(attempt.CourierId)),
        new("outcome", attempt => EnumName<AttemptOutcome>.Of(attempt.Outcome)),
        new("compared", attempt => CsvCell.Flag(attempt.Compared)),
        new("tries_left", attempt => CsvCell.Number(attempt.TriesLeft)),
        new("recorded_at", attempt => CsvCell.Time(attempt.RecordedAt)),
        new("captured_at", attempt => CsvCell.Time(attempt.CapturedAt)),
        new("clock_skew_s", attempt => CsvCell.Number(attempt.ClockSkewS)),
        .. VisitColumns.OfLocation<RecordedAttempt>(attempt => attempt.Location),
        .. VisitColumns.OfDevice<RecordedAttempt>(attempt => attempt.Device),
        new("scanned_barcode", attempt => CsvCell.Text(attempt.ScannedBarcode)),
        new("signals", attempt => string.Join(' ', attempt.Signals.Select(signal => signal.Name))),
        new("caller_address", attempt => CsvCell.Text(attempt.CallerAddress)),
        new("not_usable", attempt => string.Join(' ', attempt.NotUsable)),
        new("token_id", attempt => CsvCell.Text(attempt.TokenId)),
        new("api_key_id", attempt => CsvCell.Text(attempt.ApiKeyId)),
    ];
}
