using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

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
        new("latitude", attempt => CsvCell.Number(attempt.Location.Latitude)),
        new("longitude", attempt => CsvCell.Number(attempt.Location.Longitude)),
        new("accuracy_m", attempt => CsvCell.Number(attempt.Location.AccuracyM)),
        new("location_captured_at", attempt => CsvCell.Time(attempt.Location.CapturedAt)),
        new("provider", attempt => CsvCell.Text(attempt.Location.Provider)),
        new("is_mock", attempt => CsvCell.Flag(attempt.Location.IsMock)),
        new("altitude_m", attempt => CsvCell.Number(attempt.Location.AltitudeM)),
        new("speed_mps", attempt => CsvCell.Number(attempt.Location.SpeedMps)),
        new("distance_m", attempt => CsvCell.Number(attempt.Location.DistanceM)),
        new("verdict", attempt => EnumName<PlaceVerdict>.Of(attempt.Location.Verdict)),
        new("device_id", attempt => CsvCell.Text(attempt.Device.Id)),
        new("device_platform", attempt => CsvCell.Text(attempt.Device.Platform)),
        new("device_manufacturer", attempt => CsvCell.Text(attempt.Device.Manufacturer)),
        new("device_model", attempt => CsvCell.Text(attempt.Device.Model)),
        new("device_os_version", attempt => CsvCell.Text(attempt.Device.OsVersion)),
        new("device_app_version", attempt => CsvCell.Text(attempt.Device.AppVersion)),
        new("device_is_rooted", attempt => CsvCell.Flag(attempt.Device.IsRooted)),
        new("device_is_emulator", attempt => CsvCell.Flag(attempt.Device.IsEmulator)),
        new("device_network", attempt => CsvCell.Text(attempt.Device.Network)),
        new("device_battery_percent", attempt => CsvCell.Number(attempt.Device.BatteryPercent)),
        new("scanned_barcode", attempt => CsvCell.Text(attempt.ScannedBarcode)),
        new("signals", attempt => string.Join(' ', attempt.Signals.Select(signal => signal.Name))),
        new("caller_address", attempt => CsvCell.Text(attempt.CallerAddress)),
        new("not_usable", attempt => string.Join(' ', attempt.NotUsable)),
        new("token_id", attempt => CsvCell.Text(attempt.TokenId)),
        new("api_key_id", attempt => CsvCell.Text(attempt.ApiKeyId)),
    ];
}
