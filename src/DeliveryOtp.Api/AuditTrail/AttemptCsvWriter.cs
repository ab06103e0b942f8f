using System.Globalization;
using CsvHelper;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>RFC 4180 with a header row: the members of an attempt, flat.</summary>
internal sealed class AttemptCsvWriter : IAttemptWriter
{
    private static readonly (string Name, Func<RecordedAttempt, string?> Value)[] Columns =
    [
        ("id", attempt => attempt.Id.ToString()),
        ("delivery_id", attempt => attempt.DeliveryId.ToString()),
        ("order_id", attempt => SpreadsheetText.Of(attempt.OrderId)),
        ("courier_id", attempt => SpreadsheetText.Of(attempt.CourierId)),
        ("outcome", attempt => EnumName<AttemptOutcome>.Of(attempt.Outcome)),
        ("compared", attempt => Flag(attempt.Compared)),
        ("tries_left", attempt => Number(attempt.TriesLeft)),
        ("recorded_at", attempt => Timestamp.Format(attempt.RecordedAt)),
        ("captured_at", attempt => Timestamp.Format(attempt.CapturedAt)),
        ("clock_skew_s", attempt => Number(attempt.ClockSkewS)),
        ("latitude", attempt => Number(attempt.Location.Latitude)),
        ("longitude", attempt => Number(attempt.Location.Longitude)),
        ("accuracy_m", attempt => Number(attempt.Location.AccuracyM)),
        ("location_captured_at", attempt => attempt.Location.CapturedAt is { } time ? Timestamp.Format(time) : null),
        ("provider", attempt => SpreadsheetText.Of(attempt.Location.Provider)),
        ("is_mock", attempt => Flag(attempt.Location.IsMock)),
        ("altitude_m", attempt => Number(attempt.Location.AltitudeM)),
        ("speed_mps", attempt => Number(attempt.Location.SpeedMps)),
        ("distance_m", attempt => Number(attempt.Location.DistanceM)),
        ("verdict", attempt => EnumName<PlaceVerdict>.Of(attempt.Location.Verdict)),
        ("device_id", attempt => SpreadsheetText.Of(attempt.Device.Id)),
        ("device_platform", attempt => SpreadsheetText.Of(attempt.Device.Platform)),
        ("device_manufacturer", attempt => SpreadsheetText.Of(attempt.Device.Manufacturer)),
        ("device_model", attempt => SpreadsheetText.Of(attempt.Device.Model)),
        ("device_os_version", attempt => SpreadsheetText.Of(attempt.Device.OsVersion)),
        ("device_app_version", attempt => SpreadsheetText.Of(attempt.Device.AppVersion)),
        ("device_is_rooted", attempt => Flag(attempt.Device.IsRooted)),
        ("device_is_emulator", attempt => Flag(attempt.Device.IsEmulator)),
        ("device_network", attempt => SpreadsheetText.Of(attempt.Device.Network)),
        ("device_battery_percent", attempt => Number(attempt.Device.BatteryPercent)),
        ("scanned_barcode", attempt => SpreadsheetText.Of(attempt.ScannedBarcode)),
        ("signals", attempt => string.Join(' ', attempt.Signals.Select(signal => signal.Name))),
        ("caller_address", attempt => SpreadsheetText.Of(attempt.CallerAddress)),
        ("not_usable", attempt => string.Join(' ', attempt.NotUsable)),
        ("token_id", attempt => SpreadsheetText.Of(attempt.TokenId)),
        ("api_key_id", attempt => SpreadsheetText.Of(attempt.ApiKeyId)),
    ];

    private readonly CsvWriter _csv;

    public AttemptCsvWriter(Stream stream)
    {
        _csv = CsvWriter.Create(stream, leaveOpen: true);
        _csv.WriteHeader(Array.ConvertAll(Columns, column => column.Name));
    }

    public void Write(RecordedAttempt attempt) => _csv.WriteRecord(Array.ConvertAll(Columns, column => column.Value(attempt)));

    public void Flush() => _csv.Flush();

    public void Dispose() => _csv.Dispose();

    private static string? Number(double? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Flag(bool? value) => value switch
    {
        null => null,
        true => "true",
        false => "false",
    };
}
